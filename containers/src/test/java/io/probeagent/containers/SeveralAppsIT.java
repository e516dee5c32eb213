package io.probeagent.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two apps in one pod, each with its part of the volume, its user and its probes. */
final class SeveralAppsIT {
  private static final Path VALUES =
      Path.of("..", "charts", "sample-app", "ci", "several-apps-values.yaml");

  @BeforeEach
  void assumeUsable() {
    Podman.assumeUsable();
  }

  @Test
  void areJudgedApart() throws Exception {
    Manifest manifest = Chart.pod("several", Files.readString(VALUES));
    try (Pod pod = Pod.start("several", manifest.runAs("web", 10_001).runAs("admin", 10_002))) {
      pod.probe("web").await(Probe.READINESS, 200);
      pod.probe("admin").await(Probe.READINESS, 200);
      assertThat(pod.status("/ready")).isEqualTo(200);
      assertThat(folder(pod, "web")).contains("live", "signal.sock").doesNotContain("web", "admin");
      assertThat(folder(pod, "probe-agent")).contains("web", "admin");

      pod.container("web").signal("KILL");
      pod.container("web").awaitExit();
      Await.answer("/live/web is 503", () -> pod.status("/live/web"), status -> status == 503);
      assertThat(pod.status("/live/admin")).isEqualTo(200);
      assertThat(pod.status("/ready/admin")).isEqualTo(200);
      Instant restarted = Instant.now();
      pod.container("web").start();
      pod.probe("web").awaitAfter(restarted, Probe.READINESS, 200);

      try (Stop stop = Stop.begin(pod)) {
        for (String container : List.of("web", "admin", "probe-agent")) {
          assertThat(stop.exit(container).code()).as(pod.container(container).log()).isZero();
        }
      }
    }
  }

  /** What a container sees at the place of the shared folder. */
  private static List<String> folder(Pod pod, String container) throws IOException {
    Path root = pod.container(container).process().resolve("root");
    try (Stream<Path> files = Files.list(root.resolve("run/probe"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
