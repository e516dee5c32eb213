package io.probeagent.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pod of the documentation, with the Redis of Debian: another image, another user. */
final class RedisIT {
  private static final Path PAGE = Path.of("..", "docs", "apps", "redis.md");

  @BeforeEach
  void assumeUsable() {
    Podman.assumeUsable();
    assumeTrue(Command.isInstalled("redis-server"), "redis-server is not installed");
  }

  @Test
  void isReadyByItsWordAndLeavesByTheHook() throws Exception {
    String page = Files.readString(PAGE);
    int yaml = page.indexOf("```yaml\n") + 8;
    String documented = page.substring(yaml, page.indexOf("```", yaml));
    Manifest manifest = Manifest.of(documented);
    manifest.runAs("redis", 999).hardened("redis");
    manifest.container("redis").put("image", Image.ofDebian("redis-server"));
    // As the public image has it; a plain build refuses clients of other machines without a
    // password.
    manifest.append("redis", "command", "--protected-mode", "no");
    manifest.volume("data", Map.of("emptyDir", Map.of()));
    manifest.environment("probe-agent", "PROBE_DRAIN_DELAY", "5s");
    try (Pod pod = Pod.start("redis", manifest)) {
      Kubelet kubelet = pod.probe("redis");
      kubelet.await(Probe.READINESS, 200);
      assertThat(pod.container("redis").status().get("Uid")).containsOnly("999");
      assertThat(pod.agent().status().get("Uid")).containsOnly("65532");
      assertThat(pod.state("app").path("cause").asText()).isEqualTo("READY=1");
      try (Line client = pod.line(6379);
          Stop stop = Stop.begin(pod)) {
        kubelet.awaitAfter(stop.begun(), Probe.READINESS, 503);
        assertThat(client.ask("PING")).isEqualTo("+PONG");
        assertThat(pod.status("/live")).isEqualTo(200);

        assertThat(stop.exit("redis").code()).as(pod.container("redis").log()).isZero();
        assertThat(stop.hook("redis").body()).startsWith("{\"drained\":true");
        assertThat(stop.exit("probe-agent").code()).as(pod.agent().log()).isZero();
      }
    }
  }
}
