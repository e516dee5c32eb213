package io.probeagent.sample.drain;

import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;

/** One request; ends once, whatever tells it first. Of one event loop. */
final class Work {

  private final Traffic traffic;
  private final HttpVersion version;
  private final boolean keepAlive;
  private final boolean observer;
  private boolean counted;
  private boolean ended;

  private Work(Traffic traffic, HttpRequest head, boolean observer) {
    this.traffic = traffic;
    this.version = head.protocolVersion();
    this.keepAlive = HttpUtil.isKeepAlive(head) && head.decoderResult().isSuccess();
    this.observer = observer;
    this.counted = !observer;
  }

  /** Counts from now on, unless it is an observer's. */
  static Work begin(Traffic traffic, HttpRequest head, boolean observer) {
    if (!observer) {
      traffic.begin();
    }
    return new Work(traffic, head, observer);
  }

  HttpVersion version() {
    return version;
  }

  /** Whether its client wants to send more. */
  boolean keepAlive() {
    return keepAlive;
  }

  /** Nobody waits for it any more. */
  void exclude() {
    if (counted && !ended) {
      counted = false;
      traffic.exclude();
    }
  }

  void end(Outcome outcome) {
    if (!ended && !observer) {
      ended = true;
      traffic.end(outcome, counted);
    }
  }
}
