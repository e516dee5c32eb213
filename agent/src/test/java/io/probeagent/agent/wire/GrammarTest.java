package io.probeagent.agent.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.lifecycle.Word;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One line at a time. */
class GrammarTest {
  @Test
  void everyKeyHasItsWord() {
    assertSays("READY=1", new Word.Ready());
    assertSays("READY=0", new Word.NotReady());
    assertSays("RELOADING=1", new Word.Reloading());
    assertSays("STOPPING=1", new Word.Stopping());
    assertSays("BYE=1", new Word.Bye());
    assertSays("STATUS=50 % = half", new Word.Status("50 % = half"));
    assertSays("STATUS=", new Word.Status(""));
    assertSays("WATCHDOG=1", new Word.Beat());
    assertSays("WATCHDOG=trigger", new Word.Broken());
    assertSays("WATCHDOG_USEC=3000000", new Word.BeatEvery(3_000_000_000L));
    assertSays("WATCHDOG_USEC=0", new Word.BeatEvery(0));
    assertSays("EXTEND_TIMEOUT_USEC=5", new Word.Extend(5_000));
    assertSays("ERRNO=2", new Word.Failure("ERRNO", "2"));
    assertSays("ERRNO=-2", new Word.Failure("ERRNO", "-2"));
    assertSays("EXIT_STATUS=1", new Word.Failure("EXIT_STATUS", "1"));
    assertSays("BUSERROR=org.example.Bad", new Word.Failure("BUSERROR", "org.example.Bad"));
    assertSays("VARLINKERROR=org.example.Bad", new Word.Failure("VARLINKERROR", "org.example.Bad"));
    assertSays("X_INFLIGHT=0", new Word.InFlight(0));
    assertSays("X_INFLIGHT=2147483647", new Word.InFlight(Integer.MAX_VALUE));
  }

  private static void assertSays(String line, Word word) {
    assertThat(Grammar.parse(line)).isEqualTo(new Line.Says(word));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "READY=1",
        "READY=0",
        "RELOADING=1",
        "STOPPING=1",
        "BYE=1",
        "STATUS=half = 50 %",
        "WATCHDOG=1",
        "WATCHDOG=trigger",
        "WATCHDOG_USEC=3000000",
        "EXTEND_TIMEOUT_USEC=5",
        "ERRNO=-2",
        "EXIT_STATUS=1",
        "BUSERROR=org.example.Bad",
        "X_INFLIGHT=17"
      })
  void aWordIsWrittenAsItWasRead(String line) {
    assertThat(Grammar.parse(line))
        .isInstanceOfSatisfying(
            Line.Says.class, says -> assertThat(Grammar.format(says.word())).isEqualTo(line));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "READY=2                 | READY is '2' (expected: 0 or 1)",
        "READY=                  | READY is '' (expected: 0 or 1)",
        "RELOADING=0             | RELOADING is '0' (expected: 1)",
        "STOPPING=true           | STOPPING is 'true' (expected: 1)",
        "BYE=0                   | BYE is '0' (expected: 1)",
        "WATCHDOG=0              | WATCHDOG is '0' (expected: 1 or trigger)",
        "WATCHDOG=Trigger        | WATCHDOG is 'Trigger' (expected: 1 or trigger)",
        "WATCHDOG_USEC=3s        | WATCHDOG_USEC is '3s' (expected: microseconds, 0 or more)",
        "WATCHDOG_USEC=-1        | WATCHDOG_USEC is '-1' (expected: microseconds, 0 or more)",
        "EXTEND_TIMEOUT_USEC=    | EXTEND_TIMEOUT_USEC is '' (expected: microseconds, 0 or more)",
        "ERRNO=ENOENT            | ERRNO is 'ENOENT' (expected: a whole number)",
        "ERRNO=-                 | ERRNO is '-' (expected: a whole number)",
        "EXIT_STATUS=1.5         | EXIT_STATUS is '1.5' (expected: a whole number)",
        "EXIT_STATUS=--1         | EXIT_STATUS is '--1' (expected: a whole number)",
        "X_INFLIGHT=-1           | X_INFLIGHT is '-1' (expected: a whole number from 0 to 2147483647)",
        "X_INFLIGHT=2147483648   | X_INFLIGHT is '2147483648' (expected: a whole number from 0 to 2147483647)",
        "X_INFLIGHT=१            | X_INFLIGHT is '१' (expected: a whole number from 0 to 2147483647)",
        "INSTANCE=               | INSTANCE is '' (expected: 1 to 64 of A-Z a-z 0-9 . _ : -)",
        "INSTANCE=a/../b         | INSTANCE is 'a/../b' (expected: 1 to 64 of A-Z a-z 0-9 . _ : -)",
        "ready=1                 | key is 'ready' (expected: upper-case letters, digits and _)",
        "=1                      | key is '' (expected: upper-case letters, digits and _)",
        "A KEY=1                 | key is 'A KEY' (expected: upper-case letters, digits and _)",
        "drain                   | line is 'drain' (expected: KEY=VALUE, DRAIN, UNDRAIN, STATE or CHECK)",
        "DRAINED                 | line is 'DRAINED' (expected: KEY=VALUE, DRAIN, UNDRAIN, STATE or CHECK)",
      })
  void aBadValueIsRefusedByNameAndExpectation(String line, String why) {
    assertThat(Grammar.parse(line)).isEqualTo(new Line.Malformed(why));
  }

  @ParameterizedTest
  @ValueSource(strings = {"MAINPID", "FDSTORE", "NOTIFYACCESS", "MONOTONIC_USEC", "BARRIER", "X_9"})
  void aKeyThatIsNoneOfOurBusinessIsIgnoredWhateverItsValue(String key) {
    assertThat(Grammar.parse(key + "=1")).isEqualTo(new Line.Ignored(key));
    assertThat(Grammar.parse(key + "=")).isEqualTo(new Line.Ignored(key));
  }

  @Test
  void aFailureOfZeroIsNone() {
    assertThat(Grammar.parse("ERRNO=0")).isEqualTo(new Line.Ignored("ERRNO"));
    assertThat(Grammar.parse("EXIT_STATUS=-0")).isEqualTo(new Line.Ignored("EXIT_STATUS"));
    assertThat(Grammar.parse("BUSERROR=")).isEqualTo(new Line.Ignored("BUSERROR"));
  }

  @Test
  void aNumberTooLongForUsIsTheLargestThatWeCanReckonWith() {
    long most = 2_305_843_009_213_693_000L; // a quarter of all nanoseconds: 73 years
    assertSays("WATCHDOG_USEC=18446744073709551615", new Word.BeatEvery(most));
    assertSays("EXTEND_TIMEOUT_USEC=" + "9".repeat(400), new Word.Extend(most));
    assertSays("EXTEND_TIMEOUT_USEC=2305843009213692", new Word.Extend(most - 1_000));
    assertSays("ERRNO=" + "9".repeat(20), new Word.Failure("ERRNO", "9".repeat(20)));
    assertThat(Grammar.parse("X_INFLIGHT=" + "9".repeat(20))).isInstanceOf(Line.Malformed.class);
  }

  @Test
  void anInstanceIsNamedBySixtyFourHarmlessCharactersAtMost() {
    String longest = "Aa0._:-z".repeat(8);
    assertThat(Grammar.parse("INSTANCE=" + longest)).isEqualTo(new Line.Names(longest));
    assertThat(Grammar.parse("INSTANCE=" + longest + "x")).isInstanceOf(Line.Malformed.class);
  }

  @Test
  void controlCharactersDoNotReachLogsAndTerminals() {
    assertSays("STATUS=a\tb\u001b[31mc\u0085\u0000", new Word.Status("a b [31mc  "));
    assertSays("BUSERROR=a\u0007", new Word.Failure("BUSERROR", "a "));
    assertSays("STATUS=grün 🟢", new Word.Status("grün 🟢"));
    assertThat(Grammar.parse("READY=\u001b"))
        .isEqualTo(new Line.Malformed("READY is ' ' (expected: 0 or 1)"));
  }

  @Test
  void ofALongValueTheBeginningIsShown() {
    assertThat(Grammar.parse("READY=" + "x".repeat(40)))
        .isEqualTo(new Line.Malformed("READY is '" + "x".repeat(40) + "' (expected: 0 or 1)"));
    assertThat(Grammar.parse("READY=" + "x".repeat(41)))
        .isEqualTo(new Line.Malformed("READY is '" + "x".repeat(40) + "…' (expected: 0 or 1)"));
  }

  @Test
  void aLineWithoutAnEqualsSignIsACommand() {
    List<Line> lines =
        List.of(
            Grammar.parse("DRAIN"),
            Grammar.parse("DRAIN  5s "),
            Grammar.parse("UNDRAIN"),
            Grammar.parse("STATE"),
            Grammar.parse("CHECK ready"));

    assertThat(lines)
        .containsExactly(
            new Line.Asks(Line.Command.DRAIN, ""),
            new Line.Asks(Line.Command.DRAIN, "5s"),
            new Line.Asks(Line.Command.UNDRAIN, ""),
            new Line.Asks(Line.Command.STATE, ""),
            new Line.Asks(Line.Command.CHECK, "ready"));
    assertThat(Grammar.parse("")).isInstanceOf(Line.Malformed.class);
    assertThat(Grammar.parse(" DRAIN")).isInstanceOf(Line.Malformed.class);
  }
}
