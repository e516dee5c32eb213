package io.probeagent.agent.state;

import io.probeagent.agent.fuzz.Holds;
import io.probeagent.agent.lifecycle.AppState;
import io.probeagent.agent.lifecycle.Lifecycle;
import io.probeagent.agent.lifecycle.Policy;
import io.probeagent.agent.lifecycle.Verdicts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;

/** The state file, which whoever can write to the shared folder can write. */
public final class StateFuzz {
  private static final String BOOT = "boot-1";
  private static final long NOW = States.NOW;

  /** The longest reason that a file can be refused with, whatever is in it. */
  private static final int MOST_REASON = 301;

  static final Lifecycle LIFECYCLE =
      new Lifecycle(
          new Policy(
              Duration.ofSeconds(10),
              Duration.ofSeconds(60),
              false,
              Duration.ZERO,
              true,
              Duration.ofSeconds(5),
              Duration.ofSeconds(20),
              Duration.ofSeconds(30),
              true,
              1,
              true));

  private StateFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Map<String, AppState> read;
    try {
      read = StateReader.read(input, BOOT, NOW);
    } catch (IOException refused) {
      String reason = String.valueOf(refused.getMessage());
      Holds.that(!reason.isBlank(), () -> "no reason: " + refused);
      Holds.that(reason.length() <= MOST_REASON, () -> "a long reason: " + reason.length());
      Holds.printable(reason);
      return;
    }
    read.values().forEach(StateFuzz::canBeJudged);
    try {
      byte[] written = StateCodec.write(read, BOOT, NOW);
      Holds.equal(read, StateReader.read(written, BOOT, NOW));
    } catch (IOException e) {
      throw new UncheckedIOException("read, but cannot be read again: " + read, e);
    }
  }

  private static void canBeJudged(AppState state) {
    Verdicts verdicts = Verdicts.of(LIFECYCLE, state, NOW);
    for (String reason :
        new String[] {
          verdicts.startup().reason(), verdicts.live().reason(), verdicts.ready().reason()
        }) {
      Holds.printable(reason);
    }
    Holds.that(!verdicts.bounded() || verdicts.validUntil() - NOW > 0, verdicts::toString);
  }
}
