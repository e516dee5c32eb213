package io.probeagent.rollout.haproxy;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How HAProxy is run.
 *
 * @param slots of the backend; a pod needs one from its creation until it is gone, so twice the
 *     replicas and the surge, and some more, will do
 * @param interval between two checks; two failures take a pod out, one success brings it in
 * @param checkPath what a check asks the agent, or the app where there is no agent
 * @param balance such as {@code leastconn} or {@code roundrobin}
 */
public record Options(Path binary, int slots, Duration interval, String checkPath, String balance) {
  public Options {
    if (slots < 1) {
      throw new IllegalArgumentException("slots=" + slots + " (expected: >= 1)");
    }
    if (interval.toMillis() < 1) {
      throw new IllegalArgumentException("interval=" + interval + " (expected: >= PT0.001S)");
    }
  }

  /** For that many pods at once, with a check of {@code /ready} every 250 ms, and leastconn. */
  public static Options of(Path binary, int pods) {
    return new Options(binary, 2 * pods + 4, Duration.ofMillis(250), "/ready", "leastconn");
  }
}
