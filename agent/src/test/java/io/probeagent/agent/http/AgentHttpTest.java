package io.probeagent.agent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.channel.epoll.Epoll;
import io.probeagent.agent.Agent;
import io.probeagent.agent.config.Config;
import io.probeagent.agent.config.ConfigReader;
import io.probeagent.agent.log.EventLog;
import io.probeagent.agent.net.Transport;
import io.probeagent.agent.time.Ticker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The endpoints of a whole agent: that everything is joined to them. */
class AgentHttpTest {
  private static final String TOKEN = "Authorization: Bearer 0123456789abcdef";
  private static final String LAST = "Connection: close";

  @TempDir Path dir;
  private final List<String> logged = new CopyOnWriteArrayList<>();

  @ParameterizedTest
  @EnumSource(Transport.class)
  void theFirstAnswerIsTheRightOne(Transport transport) throws Exception {
    Files.writeString(dir.resolve("live"), "READY=1\n");
    try (Agent agent = start(transport, Ticker.SYSTEM)) {
      for (String path : List.of("/startup", "/live", "/ready", "/ready/app", "/healthz")) {
        assertThat(Client.probe(agent.address(), path)).isEqualTo(Expected.last("200 OK", "ok\n"));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void anAgentThatEndedGivesItsAnswersBack(Transport transport) throws Exception {
    start(transport, Ticker.SYSTEM).close(); // the answers that never change stay
    long before = GivesBack.used();
    try (Agent agent = start(transport, Ticker.SYSTEM)) {
      for (String path : List.of("/startup", "/live", "/ready", "/ready/app", "/state")) {
        Client.probe(agent.address(), path);
      }
      assertThat(GivesBack.used()).isGreaterThan(before);
    }

    assertThat(GivesBack.used()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void anAppThatIsNotThereIsNotReady(Transport transport) throws Exception {
    try (Agent agent = start(transport, Ticker.SYSTEM)) {
      assertThat(Client.probe(agent.address(), "/ready"))
          .isEqualTo(
              Expected.last("503 Service Unavailable", "app not ready: no instance seen yet\n"));
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void aFileThatIsTooOldIsSeenByTheQuestion(Transport transport) throws Exception {
    FakeTime time = new FakeTime();
    Files.writeString(dir.resolve("live"), "READY=1\n");
    try (Agent agent = start(transport, time, "--file-max-age", "30s", "--poll", "60s")) {
      time.stall(Duration.ofDays(1));

      assertThat(Client.probe(agent.address(), "/live"))
          .isEqualTo(
              Expected.last(
                  "503 Service Unavailable", "app not live: probe file: not touched for 30 s\n"));
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void aDrainIsSeenEverywhere(Transport transport) throws Exception {
    Files.writeString(dir.resolve("live"), "READY=1\n");
    try (Agent agent = start(transport, new FakeTime(), "--control-token", "0123456789abcdef");
        Client hook = Client.to(agent.address())) {
      hook.send("GET /drain HTTP/1.1\r\n" + TOKEN + "\r\n\r\n");
      awaitHeld(agent);
      assertThat(Client.probe(agent.address(), "/ready"))
          .isEqualTo(
              Expected.last(
                  "503 Service Unavailable", "app not ready: draining: drain asked for\n"));
      assertThat(Client.probe(agent.address(), "/live")).startsWith("HTTP/1.1 200 ");
      assertThat(state(agent).at("/apps/0/drain/origin").asText()).isEqualTo("OUTSIDE");
      assertThat(Client.ask(agent.address(), "GET /metrics HTTP/1.1", LAST))
          .contains("\nprobe_agent_drain_active{app=\"app\"} 1.0\n")
          .contains(
              "\nprobe_agent_control_requests_total{result=\"accepted\",verb=\"drain\"} 1.0\n")
          .contains(
              "\nprobe_agent_transitions_total{app=\"app\",cause=\"drain_asked\",from=\"ready\","
                  + "to=\"draining\"} 1.0\n");
      assertThat(logged)
          .filteredOn(line -> line.contains("\"event\":\"control\""))
          .hasSize(1)
          .first()
          .asString()
          .contains("\"verb\":\"drain\",\"result\":\"accepted\"", "\"who\":\"/127.0.0.1:");
      Client.ask(agent.address(), "POST /undrain HTTP/1.1", TOKEN);
      assertThat(hook.untilEnd())
          .isEqualTo(
              Expected.json(
                  "200 OK",
                  "close",
                  "{\"drained\":false,\"waited_ms\":0,\"apps\":[{\"app\":\"app\","
                      + "\"over\":\"called off\",\"joined\":false,\"waited_ms\":0,"
                      + "\"delay_ms\":5000,\"kubelet\":{\"seen\":true,\"not_ready_answers\":1,"
                      + "\"needed\":1,\"waited_ms\":0}}]}\n"));
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void theSettingsOfTheEndpointsAreTheAgents(Transport transport) throws Exception {
    Path token = Files.writeString(dir.resolve("token"), "0123456789abcdef\n");
    String[] flags = {"--control-token-file", token.toString(), "--drain-delay", "0s"};
    try (Agent agent = start(transport, Ticker.SYSTEM, flags)) {
      assertThat(Client.ask(agent.address(), "POST /undrain HTTP/1.1", TOKEN))
          .startsWith("HTTP/1.1 200 ");
      Files.delete(token);

      assertThat(Client.ask(agent.address(), "POST /undrain HTTP/1.1", TOKEN))
          .isEqualTo(Expected.last("403 Forbidden", "no valid bearer token\n"));
      assertThat(Client.ask(agent.address(), "GET /drain HTTP/1.1", TOKEN))
          .isEqualTo(
              Expected.last("403 Forbidden", "no valid bearer token; nothing was drained\n"));
      assertThat(state(agent).path("source_errors").findValuesAsText("kind"))
          .contains("token_file");
    }
  }

  /** Waits until a call is held. */
  private static void awaitHeld(Agent agent) {
    long start = System.nanoTime();
    String page;
    do {
      assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(20));
      page = Client.ask(agent.address(), "GET /metrics HTTP/1.1", LAST);
    } while (!page.contains("\nprobe_agent_drains_held 1.0\n"));
  }

  private Agent start(Transport transport, Ticker ticker, String... more) throws Exception {
    assumeThat(transport == Transport.NIO || Epoll.isAvailable())
        .as("this machine has epoll")
        .isTrue();
    List<String> flags = new ArrayList<>(List.of("--listen", "127.0.0.1:0", "--dir", "" + dir));
    flags.addAll(List.of(more));
    Config config = ConfigReader.read(Map.of(), flags);
    EventLog log = new EventLog(ticker, config.logLevel(), true, logged::add);
    return Agent.start(config, log, ticker, transport);
  }

  private static JsonNode state(Agent agent) throws Exception {
    String answer = Client.ask(agent.address(), "GET /state HTTP/1.1", LAST);
    return new ObjectMapper().readTree(answer.substring(answer.indexOf("\r\n\r\n") + 4));
  }
}
