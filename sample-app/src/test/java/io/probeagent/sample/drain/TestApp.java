package io.probeagent.sample.drain;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import java.util.concurrent.BlockingQueue;

/**
 * An app of which a test decides when it answers.
 *
 * <pre>
 *   /now      at once
 *   /held     when released
 *   /half     the head and a part of the body at once, the rest when released
 *   /events   server-sent events that end when told to
 *   /deaf     server-sent events that do not
 *   /early    at once, before the body has come
 *   /both     the head and a part of the body at once, the rest when the request's body has come
 *   /big      32 MB at once
 *   /broken   what cannot be written
 *   /socket   a WebSocket that says 32 MB and then nothing
 * </pre>
 */
final class TestApp extends SimpleChannelInboundHandler<HttpObject> {

  /** More than sockets hold, so that it waits for a client that reads. */
  static final int BIG = 32 << 20;

  private final BlockingQueue<String> executed;
  private final BlockingQueue<Runnable> held;
  private String path = "";

  /**
   * @param executed gets the path of each request whose last byte the app has seen
   * @param held gets what releases an answer, to be run on any thread
   */
  TestApp(BlockingQueue<String> executed, BlockingQueue<Runnable> held) {
    this.executed = executed;
    this.held = held;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, HttpObject msg) {
    if (msg instanceof HttpRequest head) {
      path = head.uri();
      begin(ctx, head);
    }
    if (!(msg instanceof LastHttpContent)) {
      return;
    }
    executed.add(path);
    switch (path) {
      case "/held" -> held.add(() -> ctx.writeAndFlush(answer()));
      case "/half" -> {
        ctx.write(stream("text/plain"));
        ctx.writeAndFlush(new DefaultHttpContent(text("half")));
        held.add(() -> ctx.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT));
      }
      case "/events", "/deaf" -> {
        ctx.write(stream("text/event-stream"));
        ctx.writeAndFlush(new DefaultHttpContent(text("data: 1\n\n")));
      }
      case "/early", "/socket" -> {}
      case "/both" -> ctx.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
      case "/big" -> ctx.writeAndFlush(answer(Unpooled.buffer(BIG).writeZero(BIG)));
      case "/broken" -> {
        ctx.write(stream("text/plain"));
        ctx.writeAndFlush(answer());
      }
      default -> ctx.writeAndFlush(answer());
    }
  }

  private void begin(ChannelHandlerContext ctx, HttpRequest head) {
    switch (path) {
      case "/early" -> ctx.writeAndFlush(answer());
      case "/both" -> {
        ctx.write(stream("text/plain"));
        ctx.writeAndFlush(new DefaultHttpContent(text("half")));
      }
      case "/socket" -> {
        FullHttpRequest whole =
            new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                head.method(),
                path,
                Unpooled.EMPTY_BUFFER,
                head.headers(),
                EmptyHttpHeaders.INSTANCE);
        new WebSocketServerHandshakerFactory(path, null, false)
            .newHandshaker(head)
            .handshake(ctx.channel(), whole)
            .addListener(
                done ->
                    ctx.channel()
                        .writeAndFlush(
                            new BinaryWebSocketFrame(Unpooled.buffer(BIG).writeZero(BIG))));
      }
      default -> {}
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == Phase.NUDGE && path.equals("/events")) {
      ctx.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
    }
    ctx.fireUserEventTriggered(event);
  }

  private static HttpResponse answer() {
    return answer(text("done"));
  }

  private static HttpResponse answer(ByteBuf body) {
    DefaultFullHttpResponse answer =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, body);
    HttpUtil.setContentLength(answer, body.readableBytes());
    return answer;
  }

  private static HttpResponse stream(String type) {
    HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    head.headers().set("content-type", type);
    HttpUtil.setTransferEncodingChunked(head, true);
    return head;
  }

  private static ByteBuf text(String text) {
    return Unpooled.copiedBuffer(text, US_ASCII);
  }
}
