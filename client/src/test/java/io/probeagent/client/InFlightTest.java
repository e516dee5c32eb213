package io.probeagent.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class InFlightTest {

  private final InFlight inFlight = new InFlight();

  @Test
  void hasNothingToTellAtFirst() {
    assertThat(inFlight.remaining(0)).isEqualTo(Long.MAX_VALUE);
    assertThat(inFlight.take(0)).isNegative();
  }

  @Test
  void tellsTheFirstValueAtOnce() {
    assertThat(inFlight.set(7)).as("wakes the thread").isTrue();
    assertThat(inFlight.remaining(-5)).isZero();
    assertThat(inFlight.take(-5)).isEqualTo(7);
    assertThat(inFlight.remaining(-5)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void tellsTheLastOfManyAfterTheGap() {
    inFlight.set(1);
    inFlight.take(0);
    assertThat(inFlight.set(2)).as("wakes the thread").isTrue();
    assertThat(inFlight.set(3)).as("wakes it again").isFalse();
    assertThat(inFlight.remaining(InFlight.GAP - 1)).isEqualTo(1);
    assertThat(inFlight.remaining(InFlight.GAP)).isZero();
    assertThat(inFlight.take(InFlight.GAP)).isEqualTo(3);
    assertThat(inFlight.set(3)).as("wakes the thread").isTrue();
  }
}
