package io.probeagent.rollout.traffic;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Once asked for, no further request begins. */
final class Stop {
  /** So that a Service without endpoints is not asked for one a million times. */
  static final long AFTER_FAILURE_MILLIS = 50;

  private final CountDownLatch asked = new CountDownLatch(1);

  void ask() {
    asked.countDown();
  }

  boolean isAsked() {
    return asked.getCount() == 0;
  }

  /** Waits; not any longer once a stop is asked for. */
  void pause(long millis) throws InterruptedException {
    if (millis > 0) {
      boolean unused = asked.await(millis, TimeUnit.MILLISECONDS);
    }
  }
}
