package io.probeagent.rollout.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.probeagent.rollout.process.AgentProcess;
import io.probeagent.rollout.process.Await;
import io.probeagent.rollout.process.Child;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An app that is a shell script speaks by systemd's own program, which waits to be heard. */
final class SystemdNotifyIT {
  private final Bench bench = new Bench();
  private final Path socket = bench.dir().resolve("notify.sock");

  SystemdNotifyIT() throws IOException {}

  @AfterEach
  void close() throws IOException {
    bench.close();
  }

  @Test
  void isHeard() throws Exception {
    assumeTrue(Program.isInstalled("systemd-notify"), "systemd-notify is not installed");
    AgentProcess agent = bench.agent();
    bench.awaitNotifySocket();

    assertThat(say("--status=warming up")).isZero();
    Sight.await(agent, "STARTING 503/200/503 #1");
    assertThat(say("--ready", "--pid", "--status=warm")).isZero();
    Sight.await(agent, "READY 200/200/200 #1");
    assertThat(agent.state().at("/apps/0/instance/status").asText()).isEqualTo("warm");
    assertThat(say("RELOADING=1")).isZero();
    assertThat(say("READY=0")).isZero();
    Sight.await(agent, "NOT_READY 200/200/503 #1");
    assertThat(say("--ready")).isZero();
    Sight.await(agent, "READY 200/200/200 #1");
    assertThat(say("STOPPING=1")).isZero();
    Sight.await(agent, "DRAINING 200/200/503 #1");
    assertThat(say("--ready")).isZero();
    Sight.await(agent, "READY 200/200/200 #2");
  }

  /** Like all of systemd's programs, it says {@code ERRNO=} of itself before it fails. */
  @Test
  void itsOwnFailureIsNotTheApps() throws Exception {
    assumeTrue(Program.isInstalled("systemd-notify"), "systemd-notify is not installed");
    AgentProcess agent = bench.agent();
    bench.awaitNotifySocket();
    assertThat(say("--ready")).isZero();
    Sight.await(agent, "READY 200/200/200 #1");

    assertThat(say("--no-such-flag")).isNotZero();
    String failure =
        Await.answer(
            Run.LIMIT,
            () -> agent.state().at("/apps/0/instance/failure").asText(),
            said -> !said.isEmpty());
    assertThat(failure).isEqualTo("ERRNO=22");
    Sight.await(agent, "READY 200/200/200 #1");
  }

  private int say(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("systemd-notify"));
    command.addAll(List.of(words));
    Path log = bench.home().resolve("notify.log");
    Map<String, String> environment = Map.of("NOTIFY_SOCKET", socket.toString());
    try (Child child = Child.start(command, environment, log, line -> {})) {
      return child.awaitExit(Run.LIMIT).orElseThrow();
    }
  }
}
