package io.probeagent.rollout.life;

import io.probeagent.rollout.process.AgentProcess;
import io.probeagent.rollout.process.Verdicts;
import java.io.IOException;
import java.util.List;

/** Every phase that an app can be in, and how it gets there. */
@SuppressWarnings("ImmutableEnumChecker") // it is: a record of numbers, and List.of()
enum Scene {
  UNKNOWN("UNKNOWN", Verdicts.DOWN),
  STARTING("STARTING", Verdicts.STARTING, "READY=0"),
  READY("READY", Verdicts.READY, "READY=1"),
  NOT_READY("NOT_READY", Verdicts.UNREADY, "READY=1", "READY=0"),
  STOPPING("DRAINING", Verdicts.UNREADY, "READY=1", "STOPPING=1"),
  DRAINED("DRAINING", Verdicts.UNREADY, "READY=1"),
  STOPPED("STOPPED", Verdicts.DOWN, "READY=1", "BYE=1"),
  FAILED("FAILED", Verdicts.DOWN, "READY=1", "WATCHDOG=trigger");

  private final String phase;
  private final Verdicts verdicts;

  private final List<String> words;

  Scene(String phase, Verdicts verdicts, String... words) {
    this.phase = phase;
    this.verdicts = verdicts;
    this.words = List.of(words);
  }

  /** Its name in {@code /state}. */
  String phase() {
    return phase;
  }

  Verdicts verdicts() {
    return verdicts;
  }

  List<String> words() {
    return words;
  }

  /** Whether the app is there, and not at its end. */
  boolean isAlive() {
    return verdicts.live() == 200;
  }

  /** Brings it about; returns when the agent says so, and would still know it after a kill. */
  void play(Stage stage, AgentProcess agent, Speaker speaker)
      throws IOException, InterruptedException {
    for (String word : words) {
      speaker.say(word);
      if (word.equals("READY=1")) {
        stage.await(Verdicts.READY);
      }
    }
    if (this == DRAINED) {
      Talk.once(stage.socket(), "DRAIN");
    }
    stage.await(verdicts);
    stage.awaitPhase(agent, phase);
    if (this != UNKNOWN) {
      stage.awaitRemembered(
          this == DRAINED ? "\"origin\":\"OUTSIDE\"" : "\"said\":\"" + phase + '"');
    }
  }
}
