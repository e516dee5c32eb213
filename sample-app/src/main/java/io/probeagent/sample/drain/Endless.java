package io.probeagent.sample.drain;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.Locale;

/**
 * An answer that has no end of its own, that is server-sent events. It is told to end; after a
 * while nobody waits for it any more. Of one event loop.
 */
final class Endless {

  private boolean open;
  private int answers;

  /** The head of an answer is written. */
  void began(HttpResponse head) {
    String type = head.headers().get(HttpHeaderNames.CONTENT_TYPE, "").toLowerCase(Locale.ROOT);
    open = type.startsWith(HttpHeaderValues.TEXT_EVENT_STREAM.toString());
    answers++;
  }

  void ended() {
    open = false;
  }

  /** Does that after the time if the answer, being endless, has not ended by then. */
  void limit(EventExecutor loop, Duration time, Runnable giveUp) {
    if (!open) {
      return;
    }
    int answer = answers;
    loop.schedule(
        () -> {
          if (open && answers == answer) {
            giveUp.run();
          }
        },
        time.toMillis(),
        MILLISECONDS);
  }
}
