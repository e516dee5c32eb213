package io.probeagent.client;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OutageTest {

  private final Outage outage = new Outage();

  @Test
  void waitsTwiceAsLongEachTimeUpToASecond() {
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      outage.failed(-10, null);
      waits.add(
          MILLISECONDS.convert(outage.remaining(-10), java.util.concurrent.TimeUnit.NANOSECONDS));
    }
    assertThat(waits).containsExactly(50L, 100L, 200L, 400L, 800L, 1000L, 1000L);
  }

  @Test
  void beginsAnewOnceItWasOver() {
    outage.failed(0, null);
    outage.failed(0, null);
    assertThat(outage.isOngoing()).isTrue();
    outage.over();
    assertThat(outage.isOngoing()).isFalse();
    assertThat(outage.remaining(0)).isZero();
    outage.failed(0, null);
    assertThat(outage.remaining(0)).isEqualTo(Outage.FIRST_WAIT);
  }

  @Test
  void isDueWhenTheWaitIsOver() {
    outage.failed(100, null);
    assertThat(outage.remaining(100 + Outage.FIRST_WAIT - 1)).isEqualTo(1);
    assertThat(outage.remaining(100 + Outage.FIRST_WAIT)).isZero();
  }

  @Test
  void warnsOncePerOutage() {
    try (Warnings warnings = new Warnings()) {
      outage.failed(0, null);
      outage.failed(0, "first");
      outage.failed(0, "again");
      outage.over();
      outage.failed(0, "second");
      assertThat(warnings.texts()).containsExactly("first", "second");
    }
  }
}
