package io.probeagent.rollout.cluster;

import io.probeagent.rollout.process.Java;
import io.probeagent.rollout.process.Probe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Templates of real pods, quick ones. */
public final class Scenery {
  /** That much is waited for what should happen soon. */
  public static final Duration LIMIT = Duration.ofSeconds(60);

  private Scenery() {}

  static Path jar(String property) {
    return Path.of(System.getProperty(property)).toAbsolutePath().normalize();
  }

  /** Probes far more often than usual, to save time. */
  static List<ProbeSpec> probes(Target target) {
    return List.of(
        probe(Probe.STARTUP, target, 200, 100),
        probe(Probe.READY, target, 200, 1),
        probe(Probe.LIVE, target, 500, 2));
  }

  /** Has as long for its answer as a busy machine may need. */
  static ProbeSpec probe(Probe kind, Target target, long periodMillis, int failures) {
    Duration period = Duration.ofMillis(periodMillis);
    return new ProbeSpec(kind, target, kind.path(), period, LIMIT, Duration.ZERO, failures, 1);
  }

  /** The sample app with an agent. */
  public static PodTemplate sample(Duration drainDelay, @Nullable Hook hook) {
    Sidecar agent =
        new Sidecar(
            Java.running(),
            jar("agent.jar"),
            drainDelay,
            List.of(),
            true,
            "a-token-of-this-test",
            null);
    return new PodTemplate(
        new Java(Java.running()).jar(jar("app.jar"), List.of()),
        Map.of(),
        agent,
        probes(Target.AGENT),
        hook,
        Duration.ofSeconds(30));
  }

  /** An app alone, by a shell. */
  static PodTemplate shell(String script, List<ProbeSpec> probes, Duration gracePeriod) {
    return new PodTemplate(List.of("sh", "-c", script), Map.of(), null, probes, null, gracePeriod);
  }
}
