package io.probeagent.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.config.Config.Level;
import io.probeagent.agent.fake.FakeTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is logged, and what is only counted. */
final class EventLogTest {
  private final FakeTicker ticker = new FakeTicker();
  private final List<String> lines = new ArrayList<>();
  private final EventLog log = new EventLog(ticker, Level.INFO, true, lines::add);

  @Test
  void aLineHasTheTimeOfTheWallClock() {
    log.info("started", "port", 9810);

    assertThat(lines)
        .containsExactly(
            "{\"ts\":\"2026-11-22T14:00:00.123Z\",\"level\":\"info\",\"event\":\"started\","
                + "\"port\":9810}");
  }

  @ParameterizedTest
  @CsvSource({"DEBUG, 4", "INFO, 3", "WARN, 2", "ERROR, 1"})
  void whatIsBelowTheLeastLevelIsNotLogged(Level least, int expected) {
    EventLog some = new EventLog(ticker, least, false, lines::add);

    some.debug("d");
    some.info("i");
    some.warn("w");
    some.error("e");

    assertThat(lines).hasSize(expected);
    assertThat(lines).last().asString().contains(" ERROR e");
    assertThat(some.dropped()).isZero();
  }

  @Test
  void aFloodIsCutAndCounted() {
    flood(EventLog.BURST + 30);

    assertThat(lines).hasSize(EventLog.BURST).noneMatch(line -> line.contains("dropped"));
    assertThat(log.dropped()).isEqualTo(30);
  }

  @Test
  void theNextLineTellsHowManyWereDroppedAndTheOneAfterItDoesNot() {
    flood(EventLog.BURST + 30);
    lines.clear();

    ticker.advance(Duration.ofMillis(400));
    flood(2);

    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).endsWith(",\"dropped\":30}");
    assertThat(lines.get(1)).doesNotContain("dropped");
  }

  @Test
  void aSecondBringsBackFiveLines() {
    flood(EventLog.BURST);
    lines.clear();

    ticker.advance(Duration.ofMillis(199));
    flood(1);
    assertThat(lines).isEmpty();

    ticker.advance(Duration.ofMillis(801));
    flood(10);
    assertThat(lines).hasSize(EventLog.PER_SECOND);
  }

  @Test
  void aLongSilenceBringsBackNoMoreThanABurst() {
    flood(EventLog.BURST);
    lines.clear();

    ticker.advance(Duration.ofHours(2));
    flood(EventLog.BURST + 1);

    assertThat(lines).hasSize(EventLog.BURST);
  }

  @Test
  void oneEventsFloodCostsNoOther() {
    flood(EventLog.BURST + 1);
    lines.clear();

    log.info("transition");

    assertThat(lines).singleElement().asString().doesNotContain("dropped");
  }

  @Test
  void whatIsBelowTheLeastLevelCostsNothing() {
    for (int i = 0; i < EventLog.BURST; i++) {
      log.debug("flood");
    }
    flood(1);

    assertThat(lines).hasSize(1);
  }

  @Test
  void whatIsLostBehindTheLogIsCountedToo() {
    log.countDropped();
    log.countDropped();

    assertThat(log.dropped()).isEqualTo(2);
  }

  private void flood(int count) {
    for (int i = 0; i < count; i++) {
      log.warn("flood", "i", i);
    }
  }
}
