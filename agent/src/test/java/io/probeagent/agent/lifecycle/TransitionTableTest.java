package io.probeagent.agent.lifecycle;

import static io.probeagent.agent.lifecycle.Scenario.BROKEN;
import static io.probeagent.agent.lifecycle.Scenario.BYE;
import static io.probeagent.agent.lifecycle.Scenario.NOT_READY;
import static io.probeagent.agent.lifecycle.Scenario.READY;
import static io.probeagent.agent.lifecycle.Scenario.STOPPING;
import static io.probeagent.agent.lifecycle.Scenario.status;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What every signal does in every phase. */
class TransitionTableTest {
  // STOPPING is DRAINING because the app said so, ASKED is DRAINING because somebody else did.
  // A cell is the phase after the signal, * a new instance, a dot neither: it stays as it is.
  // "old" is the lease of an instance that was superseded, b one that was never seen.
  private static final String TABLE =
      """
      NO LEASE              UNKNOWN    STARTING   READY      NOT_READY  STOPPING   ASKED      STOPPED    FAILED
      READY=1               READY*     READY      .          READY      READY*     .          READY*     READY*
      READY=0               STARTING*  .          NOT_READY  .          .          .          .          .
      RELOADING=1           STARTING*  .          .          .          .          .          .          .
      STOPPING=1            DRAINING*  DRAINING   DRAINING   DRAINING   .          .          .          .
      STOPPING=1 READY=1    DRAINING*  DRAINING   DRAINING   DRAINING   .          .          .          .
      WATCHDOG=trigger      FAILED*    FAILED     FAILED     FAILED     FAILED     FAILED     .          .
      BYE=1                 .          STOPPED    STOPPED    STOPPED    STOPPED    STOPPED    .          .
      any other word        STARTING*  .          .          .          .          .          .          .
      file: touched         .          .          .          .          .          .          .          .
      file: now READY=0     .          .          NOT_READY  .          .          .          .          .
      file: now READY=1     .          READY      .          READY      READY*     .          READY*     READY*
      file: now STATUS=x    .          READY      .          READY      .          .          .          .
      file: now empty       .          READY      .          READY      READY*     .          READY*     READY*
      new file: empty       READY*     READY*     READY*     READY*     READY*     READY*     READY*     READY*
      new file: READY=0     STARTING*  STARTING*  STARTING*  STARTING*  STARTING*  STARTING*  STARTING*  STARTING*
      new file: INSTANCE=b  READY*     READY*     READY*     READY*     READY*     READY*     READY*     READY*
      file removed          .          STOPPED    STOPPED    STOPPED    STOPPED    STOPPED    .          .
      folder gone           .          .          .          .          .          .          .          .
      lease b opened        STARTING*  STARTING*  STARTING*  STARTING*  STARTING*  STARTING*  STARTING*  STARTING*
      lease b lost          .          .          .          .          .          .          .          .
      drain asked           .          DRAINING   DRAINING   DRAINING   .          .          .          .
      agent told to stop    .          DRAINING   DRAINING   DRAINING   .          .          .          .
      undrained             .          .          .          .          .          READY      .          .

      LEASE a HELD          UNKNOWN    STARTING   READY      NOT_READY  STOPPING   ASKED      STOPPED    FAILED
      a: READY=1            .          READY      .          READY      .          .          READY*     READY*
      a: READY=0            .          .          NOT_READY  .          .          .          .          .
      a: RELOADING=1        .          .          .          .          .          .          .          .
      a: STOPPING=1         .          DRAINING   DRAINING   DRAINING   .          .          .          .
      a: WATCHDOG=trigger   .          FAILED     FAILED     FAILED     FAILED     FAILED     .          .
      a: BYE=1              .          STOPPED    STOPPED    STOPPED    STOPPED    STOPPED    .          .
      a: any other word     .          .          .          .          .          .          .          .
      old: any word         .          .          .          .          .          .          .          .
      READY=1               READY*     READY      .          READY      READY*     .          READY*     READY*
      READY=0               STARTING*  .          NOT_READY  .          .          .          .          .
      RELOADING=1           STARTING*  .          .          .          .          .          .          .
      STOPPING=1            DRAINING*  DRAINING   DRAINING   DRAINING   .          .          .          .
      WATCHDOG=trigger      FAILED*    FAILED     FAILED     FAILED     FAILED     FAILED     .          .
      BYE=1                 .          STOPPED    STOPPED    STOPPED    STOPPED    STOPPED    .          .
      any other word        STARTING*  .          .          .          .          .          .          .
      file: touched         .          .          .          .          .          .          .          .
      file: now READY=0     .          .          .          .          .          .          .          .
      file: now READY=1     .          .          .          .          .          .          READY*     READY*
      file: now empty       .          .          .          .          .          .          READY*     READY*
      new file: empty       READY*     .          .          .          .          .          READY*     READY*
      new file: READY=0     STARTING*  .          .          .          .          .          STARTING*  STARTING*
      new file: INSTANCE=a  READY*     .          .          .          .          .          READY*     READY*
      new file: INSTANCE=b  READY*     READY*     READY*     READY*     READY*     READY*     READY*     READY*
      file removed          .          STOPPED    STOPPED    STOPPED    STOPPED    STOPPED    .          .
      folder gone           .          .          .          .          .          .          .          .
      lease a opened        STARTING*  .          .          .          .          .          STARTING*  STARTING*
      lease b opened        STARTING*  STARTING*  STARTING*  STARTING*  STARTING*  STARTING*  STARTING*  STARTING*
      lease old opened      STARTING*  .          .          .          .          .          STARTING*  STARTING*
      lease a lost          .          .          .          .          .          .          .          .
      lease old lost        .          .          .          .          .          .          .          .
      drain asked           .          DRAINING   DRAINING   DRAINING   .          .          .          .
      agent told to stop    .          DRAINING   DRAINING   DRAINING   .          .          .          .
      undrained             .          .          .          .          .          READY      .          .
      """;

  private static final int CELL = 11;
  private static final int NAME = 2 * CELL;

  private boolean leased;
  private List<String> columns = List.of();

  @Test
  void everySignalDoesInEveryPhaseWhatTheTableSays() {
    assertThat(TABLE.lines().map(this::fromTheCode).collect(Collectors.joining("\n", "", "\n")))
        .isEqualTo(TABLE);
  }

  /** A line of the table, its cells as they really are. */
  private String fromTheCode(String line) {
    if (line.isEmpty()) {
      return line;
    }
    String name = line.substring(0, NAME).strip();
    if (line.contains("UNKNOWN")) {
      leased = name.equals("LEASE a HELD");
      columns = List.of(line.substring(NAME).split(" +"));
      return line;
    }
    StringBuilder row = new StringBuilder(padded(name, NAME));
    columns.forEach(column -> row.append(padded(cell(name, column), CELL)));
    return row.toString().stripTrailing();
  }

  private String cell(String name, String column) {
    return SignalNames.parse(name)
        .map(signal -> outcome(signal, appIn(column)))
        .distinct()
        .collect(Collectors.joining("/"));
  }

  private static String outcome(Consumer<Scenario> signal, Scenario app) {
    Phase before = app.phase();
    long number = number(app);
    signal.accept(app);
    boolean begun = number(app) != number;
    return begun ? app.phase() + "*" : app.phase() == before ? "." : app.phase().toString();
  }

  private static long number(Scenario app) {
    Instance instance = app.state().instance();
    return instance == null ? 0 : instance.number();
  }

  private Scenario appIn(String column) {
    if (column.equals("UNKNOWN")) {
      return new Scenario();
    }
    String by = leased ? "a" : Signal.ANYONE;
    Scenario app =
        leased
            ? new Scenario().leaseOpened("old").leaseOpened("a").file("first", status("base"))
            : new Scenario().file("first", NOT_READY, status("base"));
    return switch (column) {
      case "STARTING" -> app;
      case "READY" -> app.says(by, READY);
      case "NOT_READY" -> app.says(by, READY).says(by, NOT_READY);
      case "STOPPING" -> app.says(by, READY).says(by, STOPPING);
      case "ASKED" -> app.says(by, READY).drainAsked();
      case "STOPPED" -> app.says(by, READY).says(by, BYE);
      case "FAILED" -> app.says(by, READY).says(by, BROKEN);
      default -> throw new IllegalArgumentException(column);
    };
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(1, width - text.length()));
  }
}
