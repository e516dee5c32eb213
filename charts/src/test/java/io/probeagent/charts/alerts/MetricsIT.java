package io.probeagent.charts.alerts;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.charts.agent.Jar;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts and dashboard ask for nothing that agent and app do not tell. */
final class MetricsIT {
  private static final String TOKEN = "0123456789abcdef";
  private static final Pattern APP = Pattern.compile("listening on ([0-9]+)");
  private static final Pattern AGENT =
      Pattern.compile("\"started\".*?\"listen\":\"[^\"]*:([0-9]+)\"");

  private final HttpClient client = HttpClient.newHttpClient();
  private final Set<String> told = new TreeSet<>();

  @Test
  void everyMetricAndLabelIsTold(@TempDir Path dir) throws Exception {
    Set<String> asked = Expressions.names(Expressions.ofAlerts());
    asked.addAll(Expressions.names(Expressions.ofDashboard()));
    assertThat(asked).hasSizeGreaterThan(10);

    // No folder, no file: something that the agent cannot see.
    Path folder = dir.resolve("probe");
    Process app = Jar.APP.start(Map.of("PORT", "0", "PROBE_DIR", folder.toString()));
    try {
      String port = Jar.awaited(app, APP);
      Process agent = agent(folder, port);
      try {
        live(Jar.awaited(agent, AGENT), port, folder);
      } finally {
        ended(agent);
      }
    } finally {
      ended(app);
    }
    assertThat(told).containsAll(asked);
  }

  private Process agent(Path folder, String port) throws Exception {
    return Jar.AGENT.start(
        Map.of(
            "PROBE_DIR",
            folder.toString(),
            "PROBE_LISTEN",
            "127.0.0.1:0",
            "PROBE_APP_PORTS",
            port,
            "PROBE_CONTROL_TOKEN",
            TOKEN,
            "PROBE_DRAIN_DELAY",
            "0s",
            "PROBE_DRAIN_UNTIL",
            "delay"));
  }

  /** Leads the pod through all that leaves a number behind. */
  private void live(String agent, String app, Path folder) throws Exception {
    scrape(app);
    scrape(agent);
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("live"), "X_INFLIGHT=1\n");
    // Each look asks the kernel and the folder anew; what comes by the watcher comes in between.
    long end = System.nanoTime() + SECONDS.toNanos(60);
    while (!told.contains("probe_agent_app_requests_in_flight") && System.nanoTime() < end) {
      call("GET", agent, "/ready", "");
      scrape(agent);
    }
    assertThat(call("POST", agent, "/drain", "")).isEqualTo(403);
    assertThat(call("POST", agent, "/drain", TOKEN)).isEqualTo(200);
    scrape(agent);
    assertThat(call("POST", agent, "/undrain", TOKEN)).isEqualTo(200);
    scrape(agent);
  }

  private void scrape(String port) throws Exception {
    told.addAll(
        Expressions.told(
            client.send(request(port, "/metrics").GET().build(), BodyHandlers.ofString()).body()));
  }

  private int call(String method, String port, String path, String token) throws Exception {
    HttpRequest.Builder request = request(port, path).method(method, BodyPublishers.noBody());
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return client.send(request.build(), BodyHandlers.discarding()).statusCode();
  }

  private static HttpRequest.Builder request(String port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private static void ended(Process process) throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }
}
