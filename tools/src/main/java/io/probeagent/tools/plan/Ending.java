package io.probeagent.tools.plan;

import io.probeagent.tools.model.Container;
import io.probeagent.tools.model.Handler;
import io.probeagent.tools.model.Sidecar;
import io.probeagent.tools.model.Workload;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * All that decides how one container of a pod ends.
 *
 * @param grace the pod's grace period, from its deletion to SIGKILL
 * @param hook its preStop
 * @param agent what the agent is set to for it; null where none is asked
 * @param longest how long its longest request takes: no YAML says it
 */
public record Ending(
    String container, Duration grace, Hook hook, @Nullable Drained agent, Duration longest) {

  /**
   * The agent's part in it.
   *
   * @param delay PROBE_DRAIN_DELAY
   * @param cap PROBE_DRAIN_TIMEOUT, the longest that {@code /drain} holds
   * @param untilIdle whether it also holds until nothing is in flight
   * @param noticed when kubelet has been given the 503 that counts: period × threshold
   * @param isNative whether the agent ends after the apps by Kubernetes' own doing
   */
  public record Drained(
      Duration delay, Duration cap, boolean untilIdle, Duration noticed, boolean isNative) {}

  /** Reads them. */
  public static Ending of(Workload workload, Container container, Duration longest) {
    Sidecar sidecar = workload.sidecar().orElse(null);
    Duration grace = Duration.ofSeconds(Math.max(1, Math.min(Hook.MOST, workload.gracePeriod())));
    Hook hook = Hook.of(container, sidecar);
    Drained agent =
        sidecar == null || !concerns(sidecar, container) ? null : drained(container, sidecar, hook);
    return new Ending(container.name(), grace, hook, agent, longest);
  }

  /** Whether the agent has to do with a container: a log shipper beside the app ends by itself. */
  private static boolean concerns(Sidecar sidecar, Container container) {
    boolean asked = Handler.allOf(container).stream().anyMatch(sidecar::isAskedBy);
    boolean shares =
        sidecar.volume().filter(volume -> container.mountOf(volume).isPresent()).isPresent();
    return asked || shares;
  }

  private static Drained drained(Container container, Sidecar sidecar, Hook hook) {
    String app = hook instanceof Hook.Drain drain ? drain.app() : "";
    Duration told = sidecar.duration("PROBE_GRACE_PERIOD", Duration.ofSeconds(30));
    Duration noticed =
        Handler.probe(container, "readinessProbe")
            .filter(probe -> sidecar.isAskedBy(probe.field()))
            .map(probe -> within(probe.period()) * within(probe.failureThreshold()))
            .map(Duration::ofSeconds)
            .orElse(Duration.ZERO);
    return new Drained(
        duration(sidecar, app, "DRAIN_DELAY", Duration.ofSeconds(5)),
        duration(sidecar, app, "DRAIN_TIMEOUT", Sidecar.usualDrainTimeout(told)),
        !sidecar.setting("PROBE_DRAIN_UNTIL").orElse("idle").equals("delay"),
        noticed,
        sidecar.isNative());
  }

  /** What is written may be anything; a day is longer than any pod takes to end. */
  private static long within(long written) {
    return Math.min(86_400, written);
  }

  private static Duration duration(Sidecar sidecar, String app, String name, Duration otherwise) {
    Duration common = sidecar.duration("PROBE_" + name, otherwise);
    return app.isEmpty() ? common : sidecar.duration(Sidecar.ofApp("PROBE_" + name, app), common);
  }
}
