package io.probeagent.rollout.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.probeagent.rollout.process.AgentProcess;
import io.probeagent.rollout.process.AppProcess;
import io.probeagent.rollout.process.Await;
import io.probeagent.rollout.process.Child;
import io.probeagent.rollout.process.Java;
import io.probeagent.rollout.process.Verdicts;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A preStop hook at a real agent, with a real app. */
final class HeldDrainIT {
  private static final String TOKEN = "a-token-of-this-test";

  @Test
  void theHookIsAnsweredWhenKubeletHasSeenTheFailure() throws Exception {
    try (Stage stage = Stage.set()) {
      AgentProcess agent = stage.agent("--control-token=" + TOKEN, "--drain-delay=200ms");
      app(stage);
      assertThat(get(stage.address(), "/ready", "kube-probe/1.34")).startsWith("HTTP/1.1 200 ");
      try (Hook hook = Hook.call(stage.address())) {
        stage.awaitPhase(agent, "DRAINING");
        // The second probe, by which its period is known, comes well after the delay.
        assertThat(Await.answer(Stage.LIMIT, () -> elapsed(agent), ms -> ms > 300))
            .isGreaterThan(300);
        assertThat(held(agent)).isEqualTo(1);
        assertThat(get(stage.address(), "/ready", "kube-probe/1.34")).startsWith("HTTP/1.1 503 ");
        JsonNode over = hook.answer();

        assertThat(over.path("drained").asBoolean()).as("%s", over).isTrue();
        assertThat(over.at("/apps/0/over").asText()).isEqualTo("drained");
        assertThat(over.at("/apps/0/waited_ms").asLong()).isGreaterThan(300);
        assertThat(over.at("/apps/0/kubelet/not_ready_answers").asInt()).isEqualTo(1);
      }
    }
  }

  /** kubelet does not repeat a hook that failed: the SIGTERM follows at once. */
  @Test
  void anAgentThatIsKilledMeanwhileGoesOnWithTheDrain() throws Exception {
    String[] flags = {"--control-token=" + TOKEN, "--drain-delay=3s", "--grace-period=10m"};
    try (Stage stage = Stage.set()) {
      AgentProcess agent = stage.agent(flags);
      AppProcess app = app(stage);
      AgentProcess next;
      long before;
      long left;
      long after;
      try (Hook hook = Hook.call(stage.address())) {
        stage.awaitPhase(agent, "DRAINING");
        stage.awaitRemembered("\"origin\":\"OUTSIDE\"");
        before = System.nanoTime();
        left = deadlineLeft(agent);
        after = System.nanoTime();
        agent.child().kill();
        assertThatThrownBy(hook::answer).as("a transport error").isInstanceOf(IOException.class);
      }
      next = stage.agent(flags);
      stage.await(Verdicts.UNREADY);
      long nextBefore = System.nanoTime();
      long nextLeft = deadlineLeft(next);
      long nextAfter = System.nanoTime();
      assertThat(left - nextLeft)
          .isBetween(millis(nextBefore - after) - 1, millis(nextAfter - before) + 1);

      try (Hook again = Hook.call(stage.address())) {
        JsonNode over = again.answer();
        assertThat(over.path("drained").asBoolean()).as("%s", over).isTrue();
        assertThat(over.at("/apps/0/joined").asBoolean()).as("%s", over).isTrue();
        assertThat(over.at("/apps/0/delay_ms").asLong()).isEqualTo(3000);
        assertThat(over.at("/apps/0/waited_ms").asLong()).isGreaterThanOrEqualTo(3000);
      }
      app.child().terminate();
      assertThat(Stage.exitCode(app.child())).isZero();
      stage.awaitPhase(next, "STOPPED");
    }
  }

  private static AppProcess app(Stage stage) throws Exception {
    Child child =
        stage.run(
            List.of(),
            Map.of("PORT", "0", "PROBE_DIR", stage.dir().toString()),
            new Java(Java.running()).jar(Stage.jar("app.jar"), List.of()));
    AppProcess app = AppProcess.listening(child, Stage.LIMIT);
    stage.await(Verdicts.READY);
    return app;
  }

  private static long elapsed(AgentProcess agent) {
    return agent.state().at("/apps/0/drain/elapsed_ms").asLong();
  }

  private static long deadlineLeft(AgentProcess agent) {
    return agent.state().at("/apps/0/drain/deadline_left_ms").asLong();
  }

  private static long millis(long nanos) {
    return Duration.ofNanos(nanos).toMillis();
  }

  private static int held(AgentProcess agent) throws IOException {
    String page = get(agent.address(), "/metrics", "curl");
    return page.lines()
        .filter(line -> line.startsWith("probe_agent_drains_held "))
        .mapToInt(line -> (int) Double.parseDouble(line.substring(line.indexOf(' '))))
        .findFirst()
        .orElse(-1);
  }

  private static String get(InetSocketAddress address, String path, String agent)
      throws IOException {
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      socket.setSoTimeout((int) Stage.LIMIT.toMillis());
      send(socket, "GET " + path + " HTTP/1.1", "User-Agent: " + agent, "Connection: close");
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void send(Socket socket, String... lines) throws IOException {
    String request = String.join("\r\n", lines) + "\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
  }

  /** A call that waits for its answer. */
  private record Hook(Socket socket) implements Closeable {
    static Hook call(InetSocketAddress address) throws IOException {
      Socket socket = new Socket(address.getAddress(), address.getPort());
      socket.setSoTimeout((int) Stage.LIMIT.toMillis());
      send(socket, "GET /drain HTTP/1.1", "Authorization: Bearer " + TOKEN);
      return new Hook(socket);
    }

    JsonNode answer() throws IOException {
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int body = all.indexOf("\r\n\r\n");
      if (body < 0) {
        throw new IOException("no answer, but '" + all + "'");
      }
      assertThat(all).startsWith("HTTP/1.1 200 ").contains("\r\nConnection: close\r\n");
      return new ObjectMapper().readTree(all.substring(body));
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
