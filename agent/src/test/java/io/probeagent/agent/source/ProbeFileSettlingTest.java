package io.probeagent.agent.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.lifecycle.Signal;
import io.probeagent.agent.lifecycle.Word;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a writer has half done is not taken for what is meant. */
final class ProbeFileSettlingTest {
  private static final Duration NEW = Duration.ofMillis(1);
  private static final Duration REWRITE = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofMinutes(1);

  private final FakeEye eye = new FakeEye(null);

  @Test
  void anEmptyFileThatAppearsIsGivenAMoment() {
    eye.write(1, "");

    AppFiles.Look look = eye.look();
    assertThat(look.signals()).isEmpty();
    assertThat(look.again()).isEqualTo(NEW.toNanos());

    eye.ticker.advance(NEW);
    assertThat(eye.seen().words()).isEmpty();
  }

  @Test
  void anEmptyFileThatIsFilledInThatMomentWasNeverReady() {
    eye.write(1, "");
    eye.look();
    eye.ticker.advance(NEW.dividedBy(2));
    eye.write(1, "READY=0\n");

    assertThat(eye.seen().words()).containsExactly(new Word.NotReady());
  }

  @Test
  void halfALineThatAppearsIsGivenLonger() {
    eye.write(1, "READY=0\nSTA");

    assertThat(eye.look().again()).isEqualTo(REWRITE.toNanos());
    eye.ticker.advance(REWRITE);
    assertThat(eye.seen().words()).containsExactly(new Word.NotReady());
  }

  @Test
  void aFileThatWasLeftLongAgoIsTakenAsItIs() {
    eye.old(1, "READY=0", LONG);

    assertThat(eye.seen().words()).containsExactly(new Word.NotReady());
  }

  @Test
  void truncatingAndWritingIsNeverSeenHalfWay() {
    eye.old(1, "READY=0\n", LONG);
    eye.seen();

    eye.write(1, "");
    assertThat(eye.look().signals()).isEmpty();
    eye.ticker.advance(Duration.ofMillis(150));
    eye.write(1, "READY=0\nSTATUS=stil");
    AppFiles.Look half = eye.look();
    assertThat(half.signals()).isEmpty();
    assertThat(half.again()).as("the wait begins anew").isEqualTo(REWRITE.toNanos());
    eye.ticker.advance(Duration.ofMillis(150));
    assertThat(eye.look().signals()).isEmpty();
    eye.write(1, "READY=0\nSTATUS=still\n");

    assertThat(eye.seen().words()).containsExactly(new Word.NotReady(), new Word.Status("still"));
  }

  @Test
  void whatStaysTruncatedIsMeant() {
    eye.old(1, "READY=0\n", LONG);
    eye.seen();
    eye.write(1, "");

    assertThat(eye.look().again()).isEqualTo(REWRITE.toNanos());
    eye.ticker.advance(REWRITE.minusNanos(1));
    assertThat(eye.look().again()).isEqualTo(1);
    eye.ticker.advance(Duration.ofNanos(1));
    assertThat(eye.seen().words()).isEmpty();
  }

  @Test
  void theMonotonicClockDecidesWhereTheWallClocksDiffer() {
    // The volume's clock is an hour ahead: by its ctime the file is never old enough.
    long ahead = eye.wall() + Duration.ofHours(1).toNanos();
    eye.see(1, ahead, ahead, "READY=0", "");

    assertThat(eye.look().again()).isEqualTo(REWRITE.toNanos());
    eye.ticker.advance(REWRITE);
    assertThat(eye.seen().words()).containsExactly(new Word.NotReady());
  }

  @Test
  void aTouchIsABeatAtOnceWholeOrNot() {
    for (String content : new String[] {"", "READY=1", "READY=1\n"}) {
      FakeEye one = new FakeEye(null);
      one.old(1, content, LONG);
      one.seen();
      one.ticker.advance(Duration.ofSeconds(5));
      one.touch();

      Signal.FileSeen beat = FakeEye.seen(one.look());

      assertThat(beat.beatAge()).as(content).isZero();
      assertThat(beat.file().id()).as(content).isEqualTo("file-1-1");
    }
  }

  @Test
  void aFileThatIsCreatedAnewAndEmptyIsNoTouch() {
    eye.old(1, "", LONG);
    eye.seen();
    eye.write(1, "");

    assertThat(eye.lookCreated().signals()).as("it may be about to be filled").isEmpty();
  }

  @Test
  void aRemovalWhileWaitingIsARemoval() {
    eye.old(1, "READY=0\n", LONG);
    eye.seen();
    eye.write(1, "");
    eye.look();
    eye.remove();

    assertThat(eye.look().signals()).containsExactly(new Signal.FileGone(false));
  }
}
