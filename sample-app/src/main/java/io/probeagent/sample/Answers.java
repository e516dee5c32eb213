package io.probeagent.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;

/** The shapes of what the server answers. */
final class Answers {

  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";

  private Answers() {}

  static FullHttpResponse text(HttpResponseStatus status, String text) {
    return full(status, TEXT, text);
  }

  /** The server's numbers for Prometheus. */
  static FullHttpResponse metrics(String page) {
    return full(HttpResponseStatus.OK, METRICS, page);
  }

  /** To a peer whose next bytes cannot be understood, since these could not. */
  static FullHttpResponse notHttp() {
    FullHttpResponse answer = text(HttpResponseStatus.BAD_REQUEST, "not HTTP/1.1\n");
    answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    return answer;
  }

  static FullHttpResponse methodNotAllowed(Route route) {
    String allowed = route.allowed();
    FullHttpResponse answer =
        text(HttpResponseStatus.METHOD_NOT_ALLOWED, "expected: " + allowed + "\n");
    answer.headers().set(HttpHeaderNames.ALLOW, allowed);
    return answer;
  }

  static FullHttpResponse goOn() {
    return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE);
  }

  /** The head of an answer of unknown length. HTTP/1.0 has no chunks: there its end ends it. */
  static HttpResponse stream(HttpVersion version) {
    return stream(version, TEXT);
  }

  /** Likewise, of an answer that has no end of its own. */
  static HttpResponse events(HttpVersion version) {
    return stream(version, HttpHeaderValues.TEXT_EVENT_STREAM.toString());
  }

  private static HttpResponse stream(HttpVersion version, String type) {
    HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    head.headers().set(HttpHeaderNames.CONTENT_TYPE, type);
    if (version.isKeepAliveDefault()) {
      HttpUtil.setTransferEncodingChunked(head, true);
    } else {
      head.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    return head;
  }

  private static FullHttpResponse full(HttpResponseStatus status, String type, String text) {
    FullHttpResponse answer =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, status, Unpooled.copiedBuffer(text, UTF_8));
    answer.headers().set(HttpHeaderNames.CONTENT_TYPE, type);
    HttpUtil.setContentLength(answer, answer.content().readableBytes());
    return answer;
  }
}
