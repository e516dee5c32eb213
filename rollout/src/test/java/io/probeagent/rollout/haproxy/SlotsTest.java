package io.probeagent.rollout.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SlotsTest {
  private final Slots slots = new Slots(2);

  @Test
  void knowsWhoHasWhich() {
    assertThat(slots.take("a")).contains("s1");
    assertThat(slots.take("b")).contains("s2");
    assertThat(slots.take("c")).isEmpty();
    assertThat(slots.pod("s2")).contains("b");
    assertThat(slots.free("a")).contains("s1");
    assertThat(slots.pod("s1")).isEmpty();
    assertThat(slots.free("a")).isEmpty();
    assertThat(slots.take("c")).contains("s1");
  }

  @Test
  void takesWhatWasFreeForLongest() {
    slots.take("a");
    slots.free("a");
    assertThat(slots.take("b")).contains("s2");
    assertThat(slots.take("c")).contains("s1");
  }
}
