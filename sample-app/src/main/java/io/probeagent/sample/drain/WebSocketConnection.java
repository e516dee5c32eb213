package io.probeagent.sample.drain;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;

/**
 * A connection that was upgraded to a WebSocket. It is told to go by a Close frame of 1001, "going
 * away" (RFC 6455, 7.4.1), behind the message that is being written; its answer is waited for, and
 * then the server closes first, as the RFC has it.
 */
final class WebSocketConnection extends ChannelDuplexHandler {

  private final Connections connections;
  private final Connection connection;
  private boolean told;
  private boolean appCloses;
  private boolean over;

  WebSocketConnection(Connections connections, Connection connection) {
    this.connections = connections;
    this.connection = connection;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    if (connections.traffic().phase().isLeaving()) {
      tellToGo(ctx);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof Phase phase) {
      tellToGo(ctx);
      if (phase == Phase.FORCE) {
        farewell(ctx);
      }
    } else if (event instanceof ChannelInputShutdownEvent) {
      // It can neither ask nor close any more.
      behindWhatIsWritten(ctx).addListener(done -> ctx.close());
    }
    ctx.fireUserEventTriggered(event);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) {
    if (!told) {
      ctx.fireChannelRead(msg);
      return;
    }
    if (msg instanceof CloseWebSocketFrame) {
      behindWhatIsWritten(ctx).addListener(done -> farewell(ctx));
    }
    ReferenceCountUtil.release(msg);
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
    if (told) {
      ReferenceCountUtil.release(msg);
      promise.tryFailure(new IllegalStateException("the WebSocket is closing"));
    } else {
      appCloses |= msg instanceof CloseWebSocketFrame;
      ctx.write(msg, promise);
    }
  }

  private void tellToGo(ChannelHandlerContext ctx) {
    if (told) {
      return;
    }
    told = true;
    ChannelFuture said =
        appCloses
            ? behindWhatIsWritten(ctx)
            : ctx.writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.ENDPOINT_UNAVAILABLE));
    said.addListener(done -> after(ctx, connections.timers().clientFin()));
    // A client that does not read is not waited for.
    after(ctx, connections.timers().streams());
  }

  private void after(ChannelHandlerContext ctx, Duration time) {
    ctx.executor().schedule(() -> farewell(ctx), time.toMillis(), MILLISECONDS);
  }

  /** The end of our output would throw away what is still to be written. */
  private static ChannelFuture behindWhatIsWritten(ChannelHandlerContext ctx) {
    return ctx.writeAndFlush(Unpooled.EMPTY_BUFFER);
  }

  private void farewell(ChannelHandlerContext ctx) {
    if (!over && ctx.channel().isActive()) {
      over = true;
      Farewell.say(ctx.channel(), connection, Duration.ZERO, connections.timers().linger());
    }
  }
}
