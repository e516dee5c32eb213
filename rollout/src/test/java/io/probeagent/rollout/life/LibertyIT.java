package io.probeagent.rollout.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.rollout.process.AgentProcess;
import io.probeagent.rollout.process.Await;
import io.probeagent.rollout.process.Child;
import io.probeagent.rollout.process.Verdicts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A process that treats the three files as Open Liberty does, in a whole life of its pod. */
final class LibertyIT {
  /** Its checks are UP unless a file of that name lies in the folder of its checks. */
  private static final String SERVER =
      """
      cd "$1" && checks=$2
      rm -f started live ready
      trap 'rm -f ready live started; exit 0' TERM
      while [ -e "$checks/starting" ]; do sleep 0.1; done
      : >started; : >live; : >ready
      while :; do
        [ -e "$checks/live" ] || touch live
        [ -e "$checks/ready" ] || touch ready
        sleep 0.2
      done
      """;

  private static final Verdicts STALE = new Verdicts(200, 503, 503);

  private Stage stage;
  private Path checks;

  @BeforeEach
  void set() throws Exception {
    stage = Stage.set();
    checks = Files.createDirectory(stage.root().resolve("checks"));
  }

  @AfterEach
  void close() throws Exception {
    stage.close();
  }

  @Test
  void aWholeLife() throws Exception {
    AgentProcess agent = stage.agent("--files=liberty", "--file-max-age=2s");
    Files.createFile(checks.resolve("starting"));
    Child server = server();
    stage.await(Verdicts.DOWN);
    Files.delete(checks.resolve("starting"));
    stage.await(Verdicts.READY);

    for (int i = 0; i < 2; i++) {
      Files.createFile(checks.resolve("ready"));
      stage.await(Verdicts.UNREADY);
      Files.delete(checks.resolve("ready"));
      stage.await(Verdicts.READY);
    }
    Files.createFile(checks.resolve("live"));
    stage.await(STALE);
    Files.delete(checks.resolve("live"));
    stage.await(Verdicts.READY);
    assertThat(number(agent)).isEqualTo(1);

    server.kill();
    stage.await(STALE);
    Child second = server();
    stage.await(Verdicts.READY);
    assertThat(number(agent)).isEqualTo(2);
    agent.child().kill();
    AgentProcess next = stage.agent("--files=liberty", "--file-max-age=2s");
    stage.await(Verdicts.READY);
    assertThat(number(next)).as("of the agent's restart none").isEqualTo(2);

    second.terminate();
    assertThat(Stage.exitCode(second)).isZero();
    stage.await(Verdicts.DOWN);
    stage.awaitPhase(next, "STOPPED");
  }

  @Test
  void aRestartedServerIsNotDrainingAnyMore() throws Exception {
    AgentProcess agent = stage.agent("--files=liberty");
    Child server = server();
    stage.await(Verdicts.READY);
    stage.awaitSocket();
    assertThat(Talk.once(stage.socket(), "DRAIN")).startsWith("OK");
    stage.await(Verdicts.UNREADY);

    // A server takes longer than that to start, and what events tell comes within that time.
    long killed = System.nanoTime();
    server.kill();
    Await.answer(Stage.LIMIT, System::nanoTime, now -> now - killed > 1_000_000_000L);
    server();
    stage.await(Verdicts.READY);
    assertThat(Await.answer(Stage.LIMIT, () -> number(agent), n -> n == 2)).isEqualTo(2);
  }

  private Child server() throws Exception {
    Path script = Files.writeString(stage.root().resolve("server.sh"), SERVER);
    return stage.run(
        List.of(), Map.of(), List.of("sh", "" + script, "" + stage.dir(), "" + checks));
  }

  private static int number(AgentProcess agent) {
    return agent.state().at("/apps/0/instance/number").asInt();
  }
}
