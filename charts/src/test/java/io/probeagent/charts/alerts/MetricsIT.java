package io.probeagent.charts.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.charts.agent.Jar;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
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

    // Each in a folder of its own: what the sample says to an agent, and when, is not of interest
    // here.
    Path folder = Files.createDirectory(dir.resolve("probe"));
    Process app = Jar.APP.start(Map.of("PORT", "0", "PROBE_DIR", dir.resolve("other").toString()));
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
    scrape(agent); // it answers once its sockets are there
    try (SocketChannel said = connected(folder)) {
      // The third line is one that no agent takes.
      say(said, "READY=1\n", "OK\n");
      say(said, "X_INFLIGHT=1\n", "OK\n");
      say(said, "X_INFLIGHT=many\n", "ERR ");
      assertThat(call("GET", agent, "/ready", "")).isEqualTo(200);
      drain(agent);
    }
  }

  private void drain(String agent) throws Exception {
    assertThat(call("POST", agent, "/drain", "")).isEqualTo(403);
    assertThat(call("POST", agent, "/drain", TOKEN)).isEqualTo(200);
    scrape(agent);
    assertThat(call("POST", agent, "/undrain", TOKEN)).isEqualTo(200);
    scrape(agent);
  }

  private static SocketChannel connected(Path folder) throws IOException {
    UnixDomainSocketAddress place = UnixDomainSocketAddress.of(folder.resolve("signal.sock"));
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(place);
    return channel;
  }

  /** Says a line, and waits for the answer. */
  private static void say(SocketChannel channel, String line, String answer) throws IOException {
    channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
    ByteBuffer read = ByteBuffer.allocate(200);
    assertThat(channel.read(read)).isPositive();
    assertThat(new String(read.array(), 0, read.position(), StandardCharsets.UTF_8))
        .startsWith(answer);
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
