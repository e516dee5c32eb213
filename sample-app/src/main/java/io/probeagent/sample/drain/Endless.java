package io.probeagent.sample.drain;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;

/** Tells answers that have no end of their own. */
final class Endless {

  private Endless() {}

  /** Server-sent events. */
  static boolean is(HttpResponse head) {
    String type = head.headers().get(HttpHeaderNames.CONTENT_TYPE, "");
    return type.startsWith(HttpHeaderValues.TEXT_EVENT_STREAM.toString());
  }
}
