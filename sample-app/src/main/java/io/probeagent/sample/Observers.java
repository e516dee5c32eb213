package io.probeagent.sample;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;

/** Tells who only looks at the app: counted, probes and scrapers would keep a drain waiting. */
final class Observers {

  private Observers() {}

  static boolean isOne(HttpRequest head) {
    return Route.of(head.uri()) == Route.METRICS
        || head.headers().get(HttpHeaderNames.USER_AGENT, "").startsWith("kube-probe/");
  }
}
