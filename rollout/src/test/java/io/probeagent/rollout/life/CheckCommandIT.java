package io.probeagent.rollout.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.rollout.process.Child;
import io.probeagent.rollout.process.ClassArchive;
import io.probeagent.rollout.process.Verdicts;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code probe-agent check} as an exec probe runs it: a process, whose exit code is the answer. */
final class CheckCommandIT {
  private Stage stage;

  @BeforeEach
  void set() throws Exception {
    stage = Stage.set();
  }

  @AfterEach
  void close() throws Exception {
    stage.close();
  }

  @Test
  void theExitCodeIsTheVerdictAndTheReasonIsPrinted() throws Exception {
    expect(Map.of(), 1, "no agent answers at", "check", "ready");
    stage.agent();
    stage.awaitSocket();
    expect(Map.of(), 1, "no instance seen yet", "check", "startup");
    Files.createFile(stage.dir().resolve("live"));
    stage.await(Verdicts.READY);
    for (String probe : List.of("startup", "live", "ready")) {
      expect(Map.of(), 0, "ok", "check", probe);
    }
    Talk.once(stage.socket(), "STOPPING=1");
    stage.await(Verdicts.UNREADY);
    expect(Map.of(), 1, "draining: STOPPING=1", "check", "ready");
    expect(Map.of(), 0, "ok", "check", "live");
  }

  @Test
  void anAppOrAll() throws Exception {
    for (String app : List.of("web", "worker")) {
      Files.createDirectory(stage.dir().resolve(app));
    }
    Map<String, String> apps = Map.of("PROBE_APPS", "web,worker");
    io.probeagent.rollout.process.AgentProcess.started(
        stage.run(List.of(), apps, stage.agentCommand()), Stage.LIMIT);
    for (String app : List.of("web", "worker")) {
      stage.awaitSocket(stage.dir().resolve(app + "/signal.sock"));
    }
    Talk.once(stage.dir().resolve("web/signal.sock"), "READY=1");
    expect(apps, 0, "ok", "check", "ready", "web");
    expect(apps, 1, "no instance seen yet", "check", "ready", "worker");
    expect(apps, 1, "no instance seen yet", "check", "ready");
    Talk.once(stage.dir().resolve("worker/signal.sock"), "READY=1");
    expect(apps, 0, "ok", "check", "ready");
    expect(apps, 2, "unknown app 'db' (expected: one of web, worker)", "check", "live", "db");
  }

  @Test
  void wrongUseIsTwo() throws Exception {
    expect(Map.of(), 2, "check takes live, ready or startup", "check", "readyz");
    expect(Map.of(), 2, "check takes live, ready or startup", "check");
    expect(Map.of("PROBE_POOL", "5s"), 2, "PROBE_POOL", "check", "ready");
  }

  private void expect(Map<String, String> environment, int code, String text, String... words)
      throws Exception {
    List<String> command = new ArrayList<>(List.of(words));
    command.add("--dir=" + stage.dir());
    Child check =
        stage.run(List.of(), environment, ClassArchive.agent(Stage.jar("agent.jar"), command));
    assertThat(Stage.exitCode(check)).as(check.output().tail().toString()).isEqualTo(code);
    assertThat(check.output().tail().toString()).contains(text);
  }
}
