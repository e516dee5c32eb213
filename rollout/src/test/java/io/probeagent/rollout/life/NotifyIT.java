package io.probeagent.rollout.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.probeagent.rollout.process.AgentProcess;
import io.probeagent.rollout.process.Await;
import io.probeagent.rollout.process.Child;
import io.probeagent.rollout.process.Verdicts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Programs that speak sd_notify, and an agent that is another process with another user. */
final class NotifyIT {
  private static final List<String> AS_NOBODY =
      List.of("setpriv", "--reuid=65532", "--regid=65532", "--clear-groups");

  /** Names the address each time; what it cannot send, because no agent is there, it drops. */
  private static final String COUNTING =
      """
      import os, socket, time
      agent = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      for i in range(1, 100000):
          try:
              agent.sendto(b"X_INFLIGHT=%d" % i, os.environ["NOTIFY_SOCKET"])
          except OSError:
              pass
          time.sleep(0.02)
      """;

  private Stage stage;
  private Path socket;

  @BeforeEach
  void set() throws Exception {
    stage = Stage.set();
    socket = stage.dir().resolve("notify.sock");
  }

  @AfterEach
  void close() throws Exception {
    stage.close();
  }

  @Test
  void anotherUserMaySendWhateverTheUmaskOfTheAgent() throws Exception {
    List<String> sender = new ArrayList<>(AS_NOBODY);
    sender.addAll(List.of("systemd-notify", "--ready", "--status=Serving"));
    for (String program : List.of("setpriv", "systemd-notify")) {
      assumeTrue(Document.program(program).isPresent(), program + " is not installed");
    }
    for (Path path : List.of(stage.root(), stage.dir())) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    List<String> strict = List.of("sh", "-c", "umask 077 && exec \"$@\"", "sh");
    AgentProcess agent =
        AgentProcess.started(stage.run(strict, Map.of(), stage.agentCommand()), Stage.LIMIT);
    stage.awaitSocket();

    assertThat(Stage.exitCode(notifying(sender))).isZero();

    stage.await(Verdicts.READY);
    assertThat(agent.state().at("/apps/0/instance/status").asText()).isEqualTo("Serving");
    assertThat((Integer) Files.getAttribute(socket, "unix:mode") & 0777).isEqualTo(0666);
  }

  @Test
  void aSenderIsHeardAgainBehindAnAgentThatWasKilled() throws Exception {
    assumeTrue(Document.program("python3").isPresent(), "python3 is not installed");
    AgentProcess agent = stage.agent();
    stage.awaitSocket();
    Talk.once(stage.socket(), "READY=1");
    notifying(List.of("python3", "-c", COUNTING));
    awaitCount(agent);

    agent.child().kill();
    assertThat(socket).exists();
    AgentProcess next = stage.agent();

    assertThat(stage.prober().verdicts()).isEqualTo(Verdicts.READY);
    awaitCount(next); // a count is not remembered: it has been told anew
    stage.await(Verdicts.READY);
  }

  private void awaitCount(AgentProcess agent) throws InterruptedException {
    int count =
        Await.answer(
            Stage.LIMIT,
            () -> agent.state().at("/apps/0/instance/in_flight").asInt(),
            told -> told > 0);
    assertThat(count).isPositive();
  }

  private Child notifying(List<String> command) throws Exception {
    return stage.run(List.of(), Map.of("NOTIFY_SOCKET", socket.toString()), command);
  }
}
