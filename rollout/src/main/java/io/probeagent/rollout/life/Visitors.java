package io.probeagent.rollout.life;

import io.probeagent.rollout.process.HttpCall;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * New requests that still come while load balancers have not yet heard of the drain. One counts
 * only if it was sent, or refused, before the delay was over: how a late one fares is not said.
 */
final class Visitors {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long PAUSE_MILLIS = 50;

  private final List<String> turnedAway = new ArrayList<>();
  private int served;

  private Visitors() {}

  /** Visits an app until a moment of {@link System#nanoTime}; returns after it. */
  static Visitors until(long end, InetSocketAddress app) throws InterruptedException {
    Visitors visitors = new Visitors();
    while (end - System.nanoTime() > 0) {
      visitors.visit(app, end);
      Thread.sleep(PAUSE_MILLIS);
    }
    return visitors;
  }

  private void visit(InetSocketAddress app, long end) {
    boolean sent = false;
    try (HttpCall call = HttpCall.to(app, PATIENCE)) {
      call.send("GET", "/", "rollout");
      if (end - System.nanoTime() <= 0) {
        return;
      }
      sent = true;
      int status = call.answer().status();
      if (status == 200) {
        served++;
      } else {
        turnedAway.add(Integer.toString(status));
      }
    } catch (IOException e) {
      if (sent || end - System.nanoTime() > 0) {
        turnedAway.add(String.valueOf(e.getMessage()));
      }
    }
  }

  int served() {
    return served;
  }

  /** How each of the others fared. */
  List<String> turnedAway() {
    return turnedAway;
  }
}
