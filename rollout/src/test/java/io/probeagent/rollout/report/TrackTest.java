package io.probeagent.rollout.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TrackTest {
  private final Track<String> track = new Track<>();

  @Test
  void putsLatecomersInTheirPlace() {
    track.add(10, "a");
    track.add(30, "c");
    track.add(20, "b");
    assertThat(track.entries()).extracting(Track.Entry::value).containsExactly("a", "b", "c");
  }

  @Test
  void keepsTheOrderOfEqualTimes() {
    track.add(10, "first");
    track.add(10, "second");
    assertThat(track.last(10)).isEqualTo(new Track.Entry<>(10, "second"));
  }

  @Test
  void knowsWhatWasLast() {
    track.add(10, "a");
    track.add(20, "b");
    assertThat(track.last(9)).isNull();
    assertThat(track.last(19)).isEqualTo(new Track.Entry<>(10, "a"));
    assertThat(track.last(20)).isEqualTo(new Track.Entry<>(20, "b"));
  }
}
