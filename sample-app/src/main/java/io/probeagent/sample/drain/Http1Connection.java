package io.probeagent.sample.drain;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;

/**
 * Stands next to the codec of an HTTP/1.1 connection and knows which answers it owes. A request
 * counts from the moment its head is decoded until its answer is written or the connection is gone.
 * Decides with which answer the connection ends, by the phase at the moment of the answer.
 */
final class Http1Connection extends ChannelDuplexHandler {

  private final Connections connections;
  private final Connection connection;
  private final BooleanSupplier holdsBytes;
  private final Deque<Work> owed = new ArrayDeque<>();
  private boolean halfDecoded;
  private boolean clientSaidAll;
  private boolean endless;

  /** The head of the last answer is written: what comes behind it is not looked at. */
  private boolean ending;

  /** The client did not ask for the end, and reads on until it has seen the answer. */
  private boolean nudged;

  private boolean cutOff;

  /**
   * @param holdsBytes whether a part of a request was read that is no message yet
   */
  Http1Connection(Connections connections, Connection connection, BooleanSupplier holdsBytes) {
    this.connections = connections;
    this.connection = connection;
    this.holdsBytes = holdsBytes;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    if (phase().isEnding()) {
      endIfIdle(ctx, Connections.TURN_MILLIS);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) {
    if (ending) {
      if (msg instanceof HttpRequest) {
        connections.traffic().end(Outcome.HANDED_BACK, false);
      }
      ReferenceCountUtil.release(msg);
      return;
    }
    if (msg instanceof HttpRequest head) {
      boolean observer = connections.isObserver(head);
      connection.requested(observer);
      owed.add(Work.begin(connections.traffic(), head, observer));
      halfDecoded = true;
    }
    if (msg instanceof LastHttpContent) {
      halfDecoded = false;
    }
    ctx.fireChannelRead(msg);
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
    if (cutOff) {
      ReferenceCountUtil.release(msg);
      promise.tryFailure(new IllegalStateException("refused at the deadline of the drain"));
      return;
    }
    if (msg instanceof HttpResponse head) {
      if (head.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
        boolean upgrade = head.status().code() == HttpResponseStatus.SWITCHING_PROTOCOLS.code();
        ctx.write(msg, upgrade ? promise.unvoid().addListener(done -> upgraded(ctx)) : promise);
        return;
      }
      decide(ctx, head);
    }
    ChannelPromise written = promise.unvoid();
    if (msg instanceof LastHttpContent) {
      written.addListener(
          done -> answered(ctx, done.isSuccess() ? Outcome.SERVED : Outcome.ABANDONED));
    }
    ctx.write(msg, written);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      clientSaidAll = true;
      if (owed.isEmpty() || halfDecoded) {
        // Nothing to wait for, or the rest of this request will never come.
        ctx.close();
      }
    }
    ctx.fireUserEventTriggered(event);
    if (event == Phase.NUDGE || event == Phase.FINISH) {
      limitEndless(ctx);
    }
    if (event == Phase.FINISH) {
      endIfIdle(ctx, Connections.TURN_MILLIS);
    } else if (event == Phase.FORCE) {
      force(ctx);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    endOwed(cutOff ? Outcome.ABORTED : Outcome.ABANDONED);
    ctx.fireChannelInactive();
  }

  /** Whether this is the last answer: never while others are owed behind it, but for an error. */
  private void decide(ChannelHandlerContext ctx, HttpResponse head) {
    Work work = owed.peek();
    boolean wanted = work == null || !work.keepAlive() || !HttpUtil.isKeepAlive(head);
    boolean last = owed.size() == 1 && !holdsBytes.getAsBoolean();
    nudged = !wanted && last && phase().isLeaving();
    ending = wanted || nudged || (last && clientSaidAll);
    if (ending) {
      head.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    } else if (work != null) {
      HttpUtil.setKeepAlive(head.headers(), work.version(), true);
    }
    endless = Endless.is(head);
    if (endless && phase().isLeaving()) {
      limitEndless(ctx);
    }
  }

  private void answered(ChannelHandlerContext ctx, Outcome outcome) {
    endless = false;
    Work work = owed.poll();
    if (work != null) {
      work.end(outcome);
    }
    if (ending) {
      boolean bodyOnItsWay = halfDecoded;
      endOwed(Outcome.HANDED_BACK);
      Timers timers = connections.timers();
      farewell(
          ctx,
          nudged ? timers.clientFin() : Duration.ZERO,
          bodyOnItsWay ? timers.discard() : timers.linger());
    } else if (clientSaidAll && owed.isEmpty()) {
      ctx.close();
    } else if (phase().isEnding()) {
      endIfIdle(ctx, Connections.TURN_MILLIS);
    }
  }

  /** No longer HTTP/1.1. */
  private void upgraded(ChannelHandlerContext ctx) {
    endOwed(Outcome.SERVED);
    ctx.pipeline().remove(OneAtATime.class);
    ctx.pipeline().replace(this, null, new WebSocketConnection(connections, connection));
  }

  /**
   * Ends the connection if it owes nothing, but not before the loop has looked at the socket once
   * more: a request may lie in the kernel. One that was accepted just now is given a moment to say
   * something.
   */
  private void endIfIdle(ChannelHandlerContext ctx, long afterMillis) {
    ctx.executor()
        .schedule(
            () -> {
              long youth = connection.youth(connections.timers().quiet().toNanos());
              if (!owed.isEmpty() || holdsBytes.getAsBoolean() || ending) {
                return;
              }
              if (youth > 0) {
                endIfIdle(ctx, NANOSECONDS.toMillis(youth) + 1);
              } else {
                farewell(ctx, Duration.ZERO, connections.timers().linger());
              }
            },
            afterMillis,
            MILLISECONDS);
  }

  /** The deadline: refuses what has not begun, cuts off what has. */
  private void force(ChannelHandlerContext ctx) {
    if (ending && owed.isEmpty()) {
      return; // its farewell is under way
    }
    boolean begun = !owed.isEmpty() && (owed.size() > 1 || !halfDecoded || ending);
    if (begun) {
      cutOff = true;
      owed.remove().end(Outcome.ABORTED);
      endOwed(Outcome.HANDED_BACK);
      connection.endedByUs();
      ctx.close();
    } else if (!owed.isEmpty() || holdsBytes.getAsBoolean()) {
      refuse(ctx);
    }
  }

  private void refuse(ChannelHandlerContext ctx) {
    ending = true;
    cutOff = true;
    endOwed(Outcome.REFUSED);
    ctx.writeAndFlush(Refusal.answer())
        .addListener(done -> farewell(ctx, Duration.ZERO, connections.timers().discard()));
  }

  /** An answer without an end was told to end; after a while nobody waits for it any more. */
  private void limitEndless(ChannelHandlerContext ctx) {
    Work work = owed.peek();
    if (!endless || work == null) {
      return;
    }
    ctx.executor()
        .schedule(
            () -> {
              if (endless && owed.peek() == work) {
                work.exclude();
                connection.exclude();
                if (phase().isEnding()) {
                  force(ctx);
                }
              }
            },
            connections.timers().streams().toMillis(),
            MILLISECONDS);
  }

  private void farewell(ChannelHandlerContext ctx, Duration clientFin, Duration linger) {
    ending = true;
    if (clientSaidAll || !ctx.channel().isActive()) {
      ctx.close();
    } else {
      Farewell.say(ctx.channel(), connection, clientFin, linger);
    }
  }

  private void endOwed(Outcome outcome) {
    while (!owed.isEmpty()) {
      owed.remove().end(outcome);
    }
  }

  private Phase phase() {
    return connections.traffic().phase();
  }
}
