package io.probeagent.agent.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.lifecycle.Signal;
import io.probeagent.agent.lifecycle.Word;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A file that cannot be read is there, is reported, and changes nothing that is known of it. */
final class UnreadableFileTest {
  private static final String TOLD = "web file unreadable: /run/probe/live: cannot be read: EACCES";

  private final FakeEye eye = new FakeEye(null);

  @Test
  void itCountsAsPresentAndIsTold() {
    eye.see(1, eye.wall(), eye.wall(), "", "cannot be read: EACCES");

    assertThat(eye.seen().words()).isEmpty();
    assertThat(eye.errors).containsExactly(TOLD);
  }

  @Test
  void itIsToldOnceUntilItIsBetterAndWorseAgain() {
    eye.write(1, "READY=0\n");
    eye.look();
    eye.blind();
    eye.look();
    eye.look();
    assertThat(eye.errors).containsExactly(TOLD);

    eye.write(1, "READY=0\n");
    eye.look();
    eye.blind();
    eye.look();
    assertThat(eye.errors).containsExactly(TOLD, TOLD);
  }

  @Test
  void whatItSaidBeforeStillHolds() {
    eye.old(1, "READY=0\n", Duration.ofMinutes(1));
    eye.seen();
    eye.blind();

    assertThat(eye.look().signals()).isEmpty();
  }

  @Test
  void itsBeatsStillCount() {
    eye.old(1, "READY=0\n", Duration.ofMinutes(1));
    eye.seen();
    eye.blind();
    eye.look();
    eye.touch();

    Signal.FileSeen beat = FakeEye.seen(eye.look());

    assertThat(beat.file().words()).containsExactly(new Word.NotReady());
    assertThat(beat.beatAge()).isZero();
  }

  @Test
  void anotherFileThatCannotBeReadIsAnotherFile() {
    eye.old(1, "READY=0\n", Duration.ofMinutes(1));
    String first = eye.seen().id();
    eye.see(2, eye.wall(), eye.wall(), "", "is not a regular file");

    assertThat(eye.seen().id()).isNotEqualTo(first);
  }

  @Test
  void itsRemovalIsSeen() {
    eye.write(1, "READY=0\n");
    eye.seen();
    eye.blind();
    eye.look();
    eye.remove();

    assertThat(eye.look().signals()).containsExactly(new Signal.FileGone(false));
  }

  @Test
  void aFolderThatMayNotBeEnteredSaysNothing() {
    eye.write(1, "READY=0\n");
    eye.seen();
    eye.removeFolder();

    assertThat(eye.look().signals()).isEmpty();
    assertThat(eye.errors)
        .containsExactly("web file unreadable: /run/probe/live: no folder /run/probe");
  }
}
