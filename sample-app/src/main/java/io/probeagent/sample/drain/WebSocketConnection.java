package io.probeagent.sample.drain;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
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
        end(ctx);
      }
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
      end(ctx);
    }
    ReferenceCountUtil.release(msg);
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
    if (told) {
      ReferenceCountUtil.release(msg);
      promise.tryFailure(new IllegalStateException("the WebSocket is closing"));
    } else {
      ctx.write(msg, promise);
    }
  }

  private void tellToGo(ChannelHandlerContext ctx) {
    if (told) {
      return;
    }
    told = true;
    ctx.writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.ENDPOINT_UNAVAILABLE));
    ctx.executor()
        .schedule(() -> end(ctx), connections.timers().clientFin().toMillis(), MILLISECONDS);
  }

  private void end(ChannelHandlerContext ctx) {
    if (!over && ctx.channel().isActive()) {
      over = true;
      Farewell.say(ctx.channel(), connection, Duration.ZERO, connections.timers().linger());
    }
  }
}
