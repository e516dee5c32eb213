package io.probeagent.rollout.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.rollout.process.AgentProcess;
import io.probeagent.rollout.process.Verdicts;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A state file that cannot be used is left aside: the probe file tells the verdicts then. */
final class StateFileIT {
  enum Damage {
    EMPTY,
    TRUNCATED,
    GARBAGE,
    OF_THE_FUTURE,
    OF_ANOTHER_BOOT,
    HUGE;

    String done(String json) {
      return switch (this) {
        case EMPTY -> "";
        case TRUNCATED -> json.substring(0, json.length() / 2);
        case GARBAGE -> "\0\1\2 this is no state";
        case OF_THE_FUTURE -> json.replace("\"version\":2", "\"version\":99");
        case OF_ANOTHER_BOOT -> json.replaceFirst("\"boot\":\"[^\"]*\"", "\"boot\":\"x\"");
        case HUGE -> json + " ".repeat(1 << 20);
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void isIgnoredAndReported(Damage damage) throws Exception {
    try (Stage stage = Stage.set();
        Speaker app = Speaker.Way.FILE.on(stage)) {
      AgentProcess agent = stage.agent();
      Scene.READY.play(stage, agent, app);
      agent.child().kill();
      Path state = stage.dir().resolve(".agent/state.json");
      Files.writeString(state, damage.done(Files.readString(state)));

      AgentProcess next = stage.agent();
      assertThat(next.prober().verdicts()).isEqualTo(Verdicts.READY);
      assertThat(next.child().output().await(Stage.LIMIT, line -> isWarning(line, state)))
          .as("a line about the state file")
          .isPresent();
      app.say("READY=0");
      stage.await(Verdicts.UNREADY);
      stage.awaitRemembered("\"said\":\"NOT_READY\"");
    }
  }

  /** Whoever can write to the folder could otherwise make the agent write anywhere. */
  @Test
  void aLinkInItsPlaceIsNotFollowed() throws Exception {
    try (Stage stage = Stage.set()) {
      Path victim = Files.writeString(stage.root().resolve("victim"), "precious");
      Path state = stage.dir().resolve(".agent/state.json");
      Files.createDirectory(stage.dir().resolve(".agent"));
      Files.createSymbolicLink(state, victim);
      Files.createFile(stage.dir().resolve("live"));
      stage.agent();
      stage.await(Verdicts.READY);
      stage.awaitRemembered("\"said\":\"READY\"");
      assertThat(victim).hasContent("precious");
    }
  }

  private static boolean isWarning(String line, Path state) {
    return AgentProcess.event(line).path("event").asText().equals("state_ignored")
        && AgentProcess.event(line).path("file").asText().equals(state.toString());
  }
}
