package io.probeagent.rollout.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.rollout.process.AgentProcess;
import io.probeagent.rollout.process.AppProcess;
import io.probeagent.rollout.process.Child;
import io.probeagent.rollout.process.Java;
import io.probeagent.rollout.process.Verdicts;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sample app is told to stop: it ends in time, in order, and with exit code 0. */
final class StopIT {
  private Stage stage;

  @BeforeEach
  void set() throws Exception {
    stage = Stage.set();
  }

  @AfterEach
  void close() throws Exception {
    stage.close();
  }

  private AppProcess app(long warmUpMillis) throws Exception {
    List<String> command = new Java(Java.running()).jar(Stage.jar("app.jar"), List.of());
    Map<String, String> environment =
        Map.of(
            "PORT", "0",
            "START_DELAY_MS", Long.toString(warmUpMillis),
            "PROBE_DIR", stage.dir().toString());
    return AppProcess.listening(stage.run(List.of(), environment, command), Stage.LIMIT);
  }

  private static List<String> phases(Child app) {
    return app.output().lines().stream()
        .filter(line -> line.startsWith("drain phase="))
        .map(line -> line.replaceFirst("drain phase=([A-Z]+) .*", "$1"))
        .distinct()
        .toList();
  }

  /** Nobody says for how long to serve on, so it is for as long as usual. */
  @Test
  void withTheAgentDead() throws Exception {
    AgentProcess agent = stage.agent("--drain-delay=100ms");
    AppProcess app = app(0);
    stage.await(Verdicts.READY);
    agent.child().kill();
    app.child().terminate();
    assertThat(Stage.exitCode(app.child())).isZero();
    assertThat(phases(app.child()))
        .containsExactly("PROPAGATE", "NUDGE", "QUIESCE", "FINISH", "CLEANUP");
    assertThat(stage.dir().resolve("live")).doesNotExist();
  }

  @Test
  void whileItWarmsUp() throws Exception {
    stage.agent("--drain-delay=100ms");
    AppProcess app = app(3_600_000);
    stage.await(Verdicts.STARTING);
    app.child().terminate();
    assertThat(Stage.exitCode(app.child())).isZero();
    assertThat(app.child().output().lines()).doesNotContain("ready");
    assertThat(phases(app.child()))
        .containsExactly("PROPAGATE", "NUDGE", "QUIESCE", "FINISH", "CLEANUP");
    stage.await(Verdicts.DOWN);
  }

  /** The agent's delay is longer than any test waits: the second signal skips it. */
  @Test
  void twice() throws Exception {
    stage.agent("--drain-delay=5m", "--grace-period=1h");
    AppProcess app = app(0);
    stage.await(Verdicts.READY);
    app.child().terminate();
    app.child().output().await(Stage.LIMIT, line -> line.startsWith("drain phase=PROPAGATE"));
    stage.await(Verdicts.UNREADY);
    app.child().terminate();
    assertThat(Stage.exitCode(app.child())).isZero();
    assertThat(phases(app.child())).containsExactly("PROPAGATE", "QUIESCE", "FINISH", "CLEANUP");
    assertThat(Files.exists(stage.dir().resolve("live"))).isFalse();
    stage.await(Verdicts.DOWN);
  }
}
