package io.probeagent.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Debian's HAProxy, unchanged: the words that it has for systemd, and its port, are enough. */
final class HaProxyIT {
  private static final Path PAGE = Path.of("..", "docs", "kubernetes.md");
  private static final Path RESOURCES = Path.of("src", "test", "resources");

  @BeforeEach
  void assumeUsable() {
    Podman.assumeUsable();
    assumeTrue(Command.isInstalled("haproxy"), "haproxy is not installed");
  }

  /** Its stop signal comes with half a request sent. */
  @Test
  void answersWhatIsInFlightThroughItsStop() throws Exception {
    Path config = Files.createDirectories(Path.of("target", "haproxy").toAbsolutePath());
    Files.write(
        config.resolve("haproxy.cfg"), Files.readAllBytes(RESOURCES.resolve("haproxy.cfg")));
    String yaml = Files.readString(RESOURCES.resolve("haproxy.yaml"));
    Manifest manifest = Manifest.of(yaml.replace("# DOCUMENTED", startupProbe()));
    assertThat(manifest.part("probe-agent").probes()).containsOnlyKeys(Probe.STARTUP);
    manifest.runAs("haproxy", 99).hardened("haproxy");
    manifest.container("haproxy").put("image", Image.ofDebian("haproxy"));
    manifest.volume("config", Map.of("hostPath", Map.of("path", config.toString())));
    try (Pod pod = Pod.start("haproxy", manifest)) {
      Kubelet kubelet = pod.probe("haproxy");
      kubelet.await(Probe.READINESS, 200);
      assertThat(pod.container("haproxy").status().get("Uid")).containsOnly("99");
      assertThat(pod.state("app").path("cause").asText()).isEqualTo("READY=1");
      try (Line client = pod.line(8080);
          Stop stop = Stop.begin(pod)) {
        client.send("POST / HTTP/1.1\r\nHost: web\r\nContent-Length: 4\r\n\r\nab");
        kubelet.awaitAfter(stop.begun(), Probe.READINESS, 503);
        assertThat(pod.ask(HttpGet.of(8080, "/")).status()).isEqualTo(200);

        Await.answer("its port is closed", () -> pod.refuses(8080), closed -> closed);
        assertThat(stop.isSignalled("haproxy")).isTrue();
        assertThat(pod.status("/live")).isEqualTo(200);
        client.send("cd");
        assertThat(client.receive()).isEqualTo("HTTP/1.1 200 OK");

        assertThat(stop.exit("haproxy").code()).as(pod.container("haproxy").log()).isZero();
        assertThat(stop.hook("haproxy").body()).startsWith("{\"drained\":true");
        assertThat(stop.exit("probe-agent").code()).as(pod.agent().log()).isZero();
      }
    }
  }

  /** The one that the documentation gives to the agent, so that no word is said before it hears. */
  private static String startupProbe() throws IOException {
    return Files.readAllLines(PAGE).stream()
        .filter(line -> line.startsWith("startupProbe: "))
        .findFirst()
        .orElseThrow(() -> new AssertionError(PAGE + " shows no startupProbe"));
  }
}
