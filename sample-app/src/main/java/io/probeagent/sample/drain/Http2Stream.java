package io.probeagent.sample.drain;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/** One stream of an HTTP/2 connection, that is one request and its answer. */
final class Http2Stream extends ChannelDuplexHandler {

  private final Connections connections;
  private final Http2Connection connection;
  private @Nullable Work work;
  private boolean complete;
  private final Endless endless = new Endless();
  private boolean answering;
  private boolean answered;
  private boolean cutOff;

  Http2Stream(Connections connections, Http2Connection connection) {
    this.connections = connections;
    this.connection = connection;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) {
    if (msg instanceof HttpRequest head) {
      boolean observer = connections.isObserver(head);
      work = Work.begin(connections.traffic(), head, observer);
      connection.opened(ctx.channel(), observer);
    }
    if (msg instanceof LastHttpContent) {
      complete = true;
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
    if (msg instanceof HttpResponse head
        && head.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
      answering = true;
      endless.began(head);
      if (connections.traffic().phase().isLeaving()) {
        limitEndless(ctx);
      }
    }
    ChannelPromise written = promise.unvoid();
    boolean last = msg instanceof LastHttpContent && answering;
    if (last) {
      written.addListener(done -> answered(ctx, done.isSuccess()));
    }
    ctx.write(msg, written);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    ctx.fireUserEventTriggered(event);
    if (event instanceof ChannelInputShutdownEvent && !complete) {
      ctx.close(); // the rest will never come
    } else if (event == Phase.NUDGE || event == Phase.FINISH) {
      limitEndless(ctx);
      limitBody(ctx);
    } else if (event == Phase.FORCE) {
      force(ctx);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    end(Outcome.ABANDONED);
    connection.closed(ctx.channel());
    ctx.fireChannelInactive();
  }

  private void force(ChannelHandlerContext ctx) {
    if (complete || answering) {
      cutOff = true;
      end(Outcome.ABORTED);
      ctx.close();
    } else {
      end(Outcome.REFUSED);
      ctx.writeAndFlush(Refusal.answer());
      cutOff = true;
    }
  }

  private void answered(ChannelHandlerContext ctx, boolean written) {
    end(written ? Outcome.SERVED : Outcome.ABANDONED);
    if (written) {
      answered = true;
      limitBody(ctx);
    } else {
      ctx.close();
    }
  }

  /** An answer that did not wait for all of the request: the rest is read for a while only. */
  private void limitBody(ChannelHandlerContext ctx) {
    if (answered && !complete && connections.traffic().phase().isLeaving()) {
      ctx.executor()
          .schedule(
              // "Without error": RFC 9113, 8.1. The client keeps the answer.
              () -> ctx.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.NO_ERROR)),
              connections.timers().discard().toMillis(),
              MILLISECONDS);
    }
  }

  private void limitEndless(ChannelHandlerContext ctx) {
    endless.limit(
        ctx.executor(),
        connections.timers().streams(),
        () -> {
          exclude();
          if (connections.traffic().phase().isEnding()) {
            force(ctx);
          }
        });
  }

  private void exclude() {
    if (work != null) {
      work.exclude();
    }
    connection.exclude();
  }

  private void end(Outcome outcome) {
    endless.ended();
    if (work != null) {
      work.end(outcome);
    }
  }
}
