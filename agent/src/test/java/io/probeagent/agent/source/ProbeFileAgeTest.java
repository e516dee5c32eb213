package io.probeagent.agent.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How old a beat is that comes by mtime. */
final class ProbeFileAgeTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final FakeEye eye = new FakeEye(null);

  @Test
  void atFirstSightItIsTheAgeOfTheMtime() {
    eye.old(1, "READY=1\n", MINUTE);

    assertThat(FakeEye.seen(eye.look()).beatAge()).isEqualTo(MINUTE.toNanos());
  }

  @Test
  void anMtimeInTheFutureIsNow() {
    eye.see(1, eye.wall(), eye.wall() + MINUTE.toNanos(), "READY=1\n", "");

    assertThat(FakeEye.seen(eye.look()).beatAge()).isZero();
  }

  @Test
  void anMtimeThatMovedIsNowWhereverItMovedTo() {
    eye.old(1, "READY=1\n", MINUTE);
    eye.seen();
    eye.see(1, eye.wall(), eye.wall() - 2 * MINUTE.toNanos(), "READY=1\n", "");

    assertThat(FakeEye.seen(eye.look()).beatAge()).isZero();
  }

  @Test
  void contentThatChangedUnderTheOldMtimeIsNoBeat() {
    eye.old(1, "READY=1\n", MINUTE);
    eye.seen();
    long modified = eye.wall() - MINUTE.toNanos();
    eye.ticker.advance(MINUTE);
    eye.see(1, eye.wall(), modified, "READY=0\n", "");

    assertThat(FakeEye.seen(eye.look()).beatAge()).isEqualTo(2 * MINUTE.toNanos());
  }

  @Test
  void aJumpOfTheWallClockMakesNoBeatOld() {
    eye.old(1, "READY=1\n", MINUTE);
    eye.seen();
    eye.touch();
    eye.ticker.jumpTo(eye.ticker.wall().plus(Duration.ofDays(365)));

    assertThat(FakeEye.seen(eye.look()).beatAge()).isZero();
  }

  @Test
  void aSuccessorsMtimeCountsAsABeat() {
    eye.old(1, "READY=1\n", MINUTE);
    eye.seen();
    eye.old(2, "READY=1\n", MINUTE.multipliedBy(3));

    assertThat(FakeEye.seen(eye.look()).beatAge()).isZero();
  }
}
