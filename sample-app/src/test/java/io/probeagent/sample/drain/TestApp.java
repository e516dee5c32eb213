package io.probeagent.sample.drain;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
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
 * </pre>
 */
final class TestApp extends SimpleChannelInboundHandler<HttpObject> {

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
      default -> ctx.writeAndFlush(answer());
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
    DefaultFullHttpResponse answer =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, text("done"));
    HttpUtil.setContentLength(answer, 4);
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
