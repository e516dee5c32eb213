package io.probeagent.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.fake.RunningAgent;
import io.probeagent.agent.net.Transport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code drain wait}, as an exec preStop hook runs it. */
@Timeout(60)
final class DrainWaitTest {
  @TempDir private Path dir;
  private RunningAgent agent;
  private Terminal terminal;

  @BeforeEach
  void open() throws Exception {
    Files.createDirectory(dir.resolve("web"));
    Files.createDirectory(dir.resolve("job"));
    agent = RunningAgent.start(dir, Transport.best(), "PROBE_APPS=web,job", "PROBE_DRAIN_DELAY=0s");
    terminal = new Terminal(agent.config());
    terminal.run("notify", "web", "READY=1", "X_INFLIGHT=1");
    terminal.run("notify", "job", "READY=1", "X_INFLIGHT=1");
  }

  @AfterEach
  void close() {
    agent.close();
  }

  @Test
  void itEndsWhenTheDrainIsOver() throws Exception {
    CompletableFuture<String> hook = run("drain", "wait", "web");
    agent.awaitLine("\"verb\":\"drain\"", "\"accepted\"");
    assertThat(terminal.run("check", "ready", "web")).startsWith("1|web not ready: draining");
    assertThat(terminal.run("check", "ready", "job")).isEqualTo("0|ok|");
    assertThat(hook).isNotDone();
    terminal.run("notify", "web", "X_INFLIGHT=0");

    assertThat(hook.get(20, TimeUnit.SECONDS))
        .startsWith("0|{\"drained\":true,\"waited_ms\":")
        .contains("\"app\":\"web\",\"over\":\"drained\"");
  }

  @Test
  void allAreDrainedBeforeTheFirstIsWaitedFor() throws Exception {
    CompletableFuture<String> hook = run("drain", "wait");
    agent.awaitLine("\"verb\":\"drain\"", "\"apps\":\"web\"");
    assertThat(terminal.run("check", "ready", "job")).startsWith("1|job not ready: draining");
    terminal.run("notify", "job", "BYE=1");
    assertThat(hook).isNotDone();
    terminal.run("undrain", "web");

    assertThat(hook.get(20, TimeUnit.SECONDS))
        .startsWith("0|web: OK delay_ms=0 deadline_ms=")
        .contains("\"app\":\"web\",\"over\":\"called off\"")
        .contains("\"app\":\"job\",\"over\":\"nothing to drain\"");
  }

  @Test
  void wrongUseIsTold() {
    assertThat(terminal.run("drain", "wait", "wep"))
        .isEqualTo("2||probe-agent: unknown app 'wep' (expected: one of web, job)");
    assertThat(terminal.run("drain", "wait", "web", "job"))
        .isEqualTo("2||probe-agent: drain wait takes one app at most");
  }

  private CompletableFuture<String> run(String... words) {
    return CompletableFuture.supplyAsync(() -> new Terminal(agent.config()).run(words));
  }
}
