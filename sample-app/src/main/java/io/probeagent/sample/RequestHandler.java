package io.probeagent.sample;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.probeagent.sample.drain.Phase;
import io.probeagent.sample.drain.Traffic;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Answers one request after the other, each once its body is read to the end: an answer before that
 * would have to cut off a peer that still sends. Of a body only the size is kept.
 */
final class RequestHandler extends SimpleChannelInboundHandler<HttpObject> {

  private static final int MAX_MS = 600_000;
  private static final int MAX_LINES = 100_000;

  private final Traffic traffic;
  private final Totals totals;
  private @Nullable HttpRequest request;
  private @Nullable Stream events;
  private long bodyBytes;

  RequestHandler(Traffic traffic, Totals totals) {
    this.traffic = traffic;
    this.totals = totals;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, HttpObject msg) {
    if (msg instanceof HttpRequest head) {
      request = head;
      bodyBytes = 0;
      totals.add(Route.of(head.uri()));
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

  /** Server-sent events have no end of their own. */
  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    Stream open = events;
    if (event instanceof Phase && open != null) {
      open.end();
    }
    ctx.fireUserEventTriggered(event);
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
        int ms = parameter(head, "ms", MAX_MS);
        HttpResponse done = ok("worked for " + ms + " ms\n");
        ctx.executor().schedule(() -> ctx.writeAndFlush(done), ms, TimeUnit.MILLISECONDS);
      }
      case STREAM -> {
        int lines = parameter(head, "lines", MAX_LINES);
        int gap = parameter(head, "gap", MAX_MS);
        ctx.write(Answers.stream(head.protocolVersion()));
        Stream.start(ctx, lines, gap, number -> number + "\n");
      }
      case EVENTS -> {
        int gap = parameter(head, "gap", MAX_MS);
        ctx.write(Answers.events(head.protocolVersion()));
        // In a drain the client gets one event and is told to go, like everybody.
        int count = traffic.phase().compareTo(Phase.NUDGE) >= 0 ? 1 : Integer.MAX_VALUE;
        events = Stream.start(ctx, count, gap, number -> "data: " + number + "\n\n");
      }
      case ECHO -> {
        if (Echo.isAskedFor(head)) {
          Echo.open(ctx, head);
        } else {
          ctx.writeAndFlush(
              Answers.text(HttpResponseStatus.UPGRADE_REQUIRED, "expected: Upgrade: websocket\n"));
        }
      }
      case UPLOAD -> ctx.writeAndFlush(ok(bodyBytes + "\n"));
      case METRICS -> ctx.writeAndFlush(Answers.metrics(MetricsPage.of(traffic, totals)));
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
}
