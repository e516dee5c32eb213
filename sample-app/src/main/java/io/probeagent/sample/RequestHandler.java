package io.probeagent.sample;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Answers one request after the other, each once its body is read to the end: an answer before that
 * would have to cut off a peer that still sends. Of a body only the size is kept.
 */
final class RequestHandler extends SimpleChannelInboundHandler<HttpObject> {

  private static final int MAX_WORK_MS = 600_000;
  private static final int MAX_STREAM_SECONDS = 3600;

  private final Traffic traffic;
  private @Nullable HttpRequest request;
  private long bodyBytes;

  RequestHandler(Traffic traffic) {
    this.traffic = traffic;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, HttpObject msg) {
    if (msg instanceof HttpRequest head) {
      request = head;
      bodyBytes = 0;
      if (HttpUtil.is100ContinueExpected(head)) {
        ctx.writeAndFlush(Answers.goOn());
      }
    }
    if (msg instanceof HttpContent content) {
      bodyBytes += content.content().readableBytes();
    }
    HttpRequest head = request;
    if (msg instanceof LastHttpContent && head != null) {
      if (head.decoderResult().isFailure() || msg.decoderResult().isFailure()) {
        ctx.writeAndFlush(Answers.notHttp());
      } else {
        answer(ctx, head);
      }
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    // The peer is gone, or nothing sensible can be said to it.
    ctx.close();
  }

  private void answer(ChannelHandlerContext ctx, HttpRequest head) {
    Route route = Route.of(head.uri());
    if (route == Route.OTHER) {
      ctx.writeAndFlush(Answers.text(HttpResponseStatus.NOT_FOUND, "not found\n"));
    } else if (!route.allows(head.method())) {
      ctx.writeAndFlush(Answers.methodNotAllowed(route));
    } else {
      try {
        serve(ctx, route, head);
      } catch (IllegalArgumentException e) {
        ctx.writeAndFlush(Answers.text(HttpResponseStatus.BAD_REQUEST, e.getMessage() + "\n"));
      }
    }
  }

  private void serve(ChannelHandlerContext ctx, Route route, HttpRequest head) {
    switch (route) {
      case WORK -> {
        int ms = parameter(head, "ms", MAX_WORK_MS);
        HttpResponse done = ok("worked for " + ms + " ms\n");
        ctx.executor().schedule(() -> ctx.writeAndFlush(done), ms, TimeUnit.MILLISECONDS);
      }
      case STREAM -> {
        int seconds = parameter(head, "seconds", MAX_STREAM_SECONDS);
        ctx.write(Answers.stream(head.protocolVersion()));
        new LineStream(ctx, seconds).run();
      }
      case UPLOAD -> ctx.writeAndFlush(ok(bodyBytes + "\n"));
      case METRICS -> ctx.writeAndFlush(Answers.metrics(traffic));
      default -> ctx.writeAndFlush(ok("hello\n"));
    }
  }

  private static HttpResponse ok(String text) {
    return Answers.text(HttpResponseStatus.OK, text);
  }

  private static int parameter(HttpRequest head, String name, int max) {
    List<String> values = new QueryStringDecoder(head.uri()).parameters().get(name);
    return Settings.parse(name, values == null ? "" : values.get(0), max);
  }

  /** An answer's body of one line per second, by the timer of the connection's event loop. */
  private static final class LineStream implements Runnable {

    private final ChannelHandlerContext ctx;
    private final int seconds;
    private int second;

    LineStream(ChannelHandlerContext ctx, int seconds) {
      this.ctx = ctx;
      this.seconds = seconds;
    }

    @Override
    public void run() {
      if (!ctx.channel().isActive()) {
        return;
      }
      if (second == seconds) {
        ctx.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
        return;
      }
      second++;
      ctx.writeAndFlush(new DefaultHttpContent(Unpooled.copiedBuffer(second + "\n", US_ASCII)));
      ctx.executor().schedule(this, 1, TimeUnit.SECONDS);
    }
  }
}
