package io.probeagent.sample;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;

/** A WebSocket that says what it is told. */
final class Echo extends SimpleChannelInboundHandler<WebSocketFrame> {

  private final WebSocketServerHandshaker handshaker;

  private Echo(WebSocketServerHandshaker handshaker) {
    this.handshaker = handshaker;
  }

  static boolean isAskedFor(HttpRequest head) {
    return head.headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
  }

  /** Upgrades the connection; the handler of requests is no longer needed. */
  static void open(ChannelHandlerContext ctx, HttpRequest head) {
    WebSocketServerHandshaker handshaker =
        new WebSocketServerHandshakerFactory(head.uri(), null, false).newHandshaker(head);
    if (handshaker == null) {
      WebSocketServerHandshakerFactory.sendUnsupportedVersionResponse(ctx.channel());
      return;
    }
    DefaultFullHttpRequest whole =
        new DefaultFullHttpRequest(
            head.protocolVersion(),
            head.method(),
            head.uri(),
            Unpooled.EMPTY_BUFFER,
            head.headers(),
            EmptyHttpHeaders.INSTANCE);
    ctx.pipeline().addAfter(ctx.name(), null, new Echo(handshaker));
    handshaker.handshake(ctx.channel(), whole);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
    if (frame instanceof TextWebSocketFrame text) {
      ctx.writeAndFlush(new TextWebSocketFrame(text.text()));
    } else if (frame instanceof PingWebSocketFrame ping) {
      ctx.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
    } else if (frame instanceof CloseWebSocketFrame close) {
      handshaker.close(ctx, close.retain());
    }
  }
}
