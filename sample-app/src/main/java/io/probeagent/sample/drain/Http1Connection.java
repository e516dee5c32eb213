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
  private final Owed owed = new Owed();
  private final Endless endless = new Endless();
  private boolean clientSaidAll;

  /** The head of the last answer is written: what comes behind it is not looked at. */
  private boolean ending;

  /** The client did not ask for the end, and reads on until it has seen the answer. */
  private boolean nudged;

  /** The app has no more to say: its last answer is written, or given up. */
  private boolean over;

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
    // An app may answer before it has read all of the request, which it is still to get then.
    if (ending && !owed.isReceivingOldest()) {
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
    }
    if (msg instanceof LastHttpContent) {
      owed.received();
    }
    ctx.fireChannelRead(msg);
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
    if (over) {
      ReferenceCountUtil.release(msg);
      promise.tryFailure(new IllegalStateException("no answer is owed any more"));
      return;
    }
    if (msg instanceof HttpResponse head) {
      if (head.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
        boolean upgrade = head.status().code() == HttpResponseStatus.SWITCHING_PROTOCOLS.code();
        ctx.write(
            msg,
            upgrade
                ? promise.unvoid().addListener(done -> upgraded(ctx, done.isSuccess()))
                : promise);
        return;
      }
      decide(ctx, head);
    }
    ChannelPromise written = promise.unvoid();
    if (msg instanceof LastHttpContent) {
      written.addListener(done -> answered(ctx, done.isSuccess()));
    }
    ctx.write(msg, written);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      clientSaidAll = true;
      if (nothingToWaitFor()) {
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
    owed.allOver(Outcome.ABANDONED);
    endless.ended();
    ctx.fireChannelInactive();
  }

  /** Whether this is the last answer: never while others are owed behind it, but for an error. */
  private void decide(ChannelHandlerContext ctx, HttpResponse head) {
    Work work = owed.oldest();
    boolean wanted = work == null || !work.keepAlive() || !HttpUtil.isKeepAlive(head);
    // What the decoder holds is of another request, unless this one has not come to its end.
    boolean last = owed.isLast() && (owed.isReceiving() || !holdsBytes.getAsBoolean());
    nudged = !wanted && last && phase().isLeaving();
    ending = wanted || nudged || (last && clientSaidAll);
    if (ending) {
      head.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    } else if (work != null) {
      HttpUtil.setKeepAlive(head.headers(), work.version(), true);
    }
    owed.answering();
    endless.began(head);
    if (phase().isLeaving()) {
      limitEndless(ctx);
    }
  }

  private void answered(ChannelHandlerContext ctx, boolean written) {
    endless.ended();
    connection.used();
    owed.over(written ? Outcome.SERVED : Outcome.ABANDONED);
    if (!written) {
      // Its client would wait for ever.
      ctx.close();
    } else if (ending) {
      owed.allOver(Outcome.HANDED_BACK);
      farewell(ctx, nudged ? connections.timers().clientFin() : Duration.ZERO);
    } else if (clientSaidAll && nothingToWaitFor()) {
      ctx.close();
    } else if (phase().isEnding()) {
      endIfIdle(ctx, Connections.TURN_MILLIS);
    }
  }

  /** Of a client that says no more: the rest of a request will never come. */
  private boolean nothingToWaitFor() {
    return owed.isEmpty() || owed.isReceivingOldest();
  }

  /** No longer HTTP/1.1. */
  private void upgraded(ChannelHandlerContext ctx, boolean written) {
    if (!written) {
      ctx.close();
      return;
    }
    owed.over(Outcome.SERVED);
    owed.allOver(Outcome.HANDED_BACK);
    ctx.pipeline().remove(OneAtATime.class);
    ctx.pipeline().replace(this, null, new WebSocketConnection(connections, connection));
  }

  /**
   * Ends the connection if it owes nothing, but not before the loop has looked at the socket once
   * more: a request may lie in the kernel. One that was accepted or used just now is given a moment
   * to say something.
   */
  private void endIfIdle(ChannelHandlerContext ctx, long afterMillis) {
    ctx.executor()
        .schedule(
            () -> {
              // Removed: it has turned out to be HTTP/2, or has become a WebSocket.
              if (ctx.isRemoved() || ending || !owed.isEmpty() || holdsBytes.getAsBoolean()) {
                return;
              }
              long youth = connection.youth(connections.timers().quiet().toNanos());
              if (youth > 0 && phase() == Phase.FINISH) {
                endIfIdle(ctx, NANOSECONDS.toMillis(youth) + 1);
              } else {
                farewell(ctx, Duration.ZERO);
              }
            },
            afterMillis,
            MILLISECONDS);
  }

  /** The deadline: cuts off what has begun, refuses what has not. */
  private void force(ChannelHandlerContext ctx) {
    if (owed.hasBegun()) {
      over = true;
      owed.over(Outcome.ABORTED);
      owed.allOver(Outcome.HANDED_BACK);
      connection.endedByUs();
      ctx.close();
    } else if (ending) {
      return; // its farewell is under way
    } else if (!owed.isEmpty() || holdsBytes.getAsBoolean()) {
      refuse(ctx);
    } else {
      endIfIdle(ctx, Connections.TURN_MILLIS);
    }
  }

  private void refuse(ChannelHandlerContext ctx) {
    ending = true;
    over = true;
    owed.allOver(Outcome.REFUSED);
    ctx.writeAndFlush(Refusal.answer()).addListener(done -> farewell(ctx, Duration.ZERO));
  }

  private void limitEndless(ChannelHandlerContext ctx) {
    endless.limit(
        ctx.executor(),
        connections.timers().streams(),
        () -> {
          Work work = owed.oldest();
          if (work != null) {
            work.exclude();
          }
          connection.exclude();
          if (phase().isEnding()) {
            force(ctx);
          }
        });
  }

  private void farewell(ChannelHandlerContext ctx, Duration clientFin) {
    ending = true;
    over = true;
    if (clientSaidAll || !ctx.channel().isActive()) {
      ctx.close();
      return;
    }
    // With it go requests that were sent ahead: executed, they could have no answer.
    ctx.pipeline().remove(OneAtATime.class);
    Timers timers = connections.timers();
    Duration linger = owed.isReceiving() ? timers.discard() : timers.linger();
    Farewell.say(ctx.channel(), connection, clientFin, linger);
  }

  private Phase phase() {
    return connections.traffic().phase();
  }
}
