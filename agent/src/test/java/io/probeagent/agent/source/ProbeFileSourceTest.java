package io.probeagent.agent.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.lifecycle.ProbeFile;
import io.probeagent.agent.lifecycle.Signal;
import io.probeagent.agent.lifecycle.Word;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which looks at the file bring which signals. */
final class ProbeFileSourceTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final FakeEye eye = new FakeEye(null);

  @Test
  void aFileThatIsNotThereIsNoSignal() {
    assertThat(eye.look().signals()).isEmpty();
    eye.removeFolder();
    assertThat(eye.look().signals()).isEmpty();
    eye.remove();
    assertThat(eye.look().signals()).isEmpty();
  }

  @Test
  void whatItSaysIsReadAsOneMessage() {
    eye.write(0x1f, "STATUS=warm\nREADY=1\nSTOPPING=1\n");

    ProbeFile file = eye.seen();

    assertThat(file.words()).containsExactly(new Word.Stopping(), new Word.Status("warm"));
    assertThat(file.id()).isEqualTo("file-1f-1");
    assertThat(file.named()).isFalse();
    assertThat(file.stamp()).isEqualTo(eye.wall());
  }

  @Test
  void theSameSightTwiceIsOneSignal() {
    eye.write(1, "READY=1\n");
    assertThat(eye.look().signals()).hasSize(1);

    assertThat(eye.look().signals()).isEmpty();
    assertThat(eye.lookCreated().signals()).as("whatever events there were").isEmpty();
  }

  @Test
  void anEmptyFileIsASignalWithoutWords() {
    eye.old(1, "", LONG);

    assertThat(eye.seen().words()).isEmpty();
  }

  @Test
  void aRenameCountsAtOnceAndIsAnotherFile() {
    eye.write(1, "READY=0\n");
    String first = eye.seen().id();
    eye.write(2, "READY=1\n");

    ProbeFile second = eye.seen();

    assertThat(second.id()).isNotEqualTo(first).startsWith("file-2-");
    assertThat(second.words()).containsExactly(new Word.Ready());
  }

  @Test
  void aRewriteIsTheSameFile() {
    eye.write(1, "READY=0\n");
    String first = eye.seen().id();
    eye.ticker.advance(LONG);
    eye.write(1, "READY=1\n");

    ProbeFile second = eye.seen();

    assertThat(second.id()).isEqualTo(first);
    assertThat(second.words()).containsExactly(new Word.Ready());
  }

  @Test
  void anInodeThatWasGivenOutAgainIsAnotherFileByTheEventOfItsCreation() {
    eye.old(1, "READY=1\n", LONG);
    String first = eye.seen().id();
    eye.write(1, "READY=1\n");

    assertThat(FakeEye.seen(eye.lookCreated()).file().id()).isNotEqualTo(first);
  }

  @Test
  void anEventOfACreationThatWasSeenAlreadyDoesNotCountTwice() {
    eye.write(1, "READY=1\n");
    String first = FakeEye.seen(eye.lookCreated()).file().id();

    assertThat(eye.lookCreated().signals()).isEmpty();
    eye.see(1, eye.wall(), eye.wall() - 5, "READY=1\n", "");
    assertThat(FakeEye.seen(eye.lookCreated()).file().id())
        .as("ctime is the same")
        .isEqualTo(first);
  }

  @Test
  void removingItIsASignalOnce() {
    eye.write(1, "READY=1\n");
    eye.seen();
    eye.remove();

    assertThat(eye.look().signals()).containsExactly(new Signal.FileGone(false));
    assertThat(eye.look().signals()).isEmpty();
  }

  @Test
  void whatComesAfterARemovalIsAnotherFileEvenWithTheInode() {
    eye.old(1, "READY=1\n", LONG);
    String first = eye.seen().id();
    eye.remove();
    eye.look();
    eye.write(1, "READY=1\n");

    assertThat(eye.seen().id()).isNotEqualTo(first);
  }

  @Test
  void aFolderThatIsGoneSaysNothingUntilItIsBack() {
    eye.write(1, "READY=1\n");
    eye.seen();
    eye.removeFolder();
    assertThat(eye.look().signals()).isEmpty();
    assertThat(eye.look().signals()).isEmpty();

    eye.remove();

    assertThat(eye.look().signals()).containsExactly(new Signal.FileGone(true));
  }

  @Test
  void aFolderThatComesBackWithTheVeryFileIsAsIfNothingWas() {
    eye.write(1, "READY=1\n");
    eye.seen();
    FileGlance there = eye.sight();
    eye.removeFolder();
    eye.look();
    eye.see(there);

    assertThat(eye.look().signals()).isEmpty();
    eye.remove();
    assertThat(eye.look().signals()).containsExactly(new Signal.FileGone(false));
  }

  @Test
  void aFolderThatComesBackWithAnotherFileBringsThatFile() {
    eye.write(1, "READY=1\n");
    String first = eye.seen().id();
    eye.removeFolder();
    eye.look();
    eye.write(2, "READY=1\n");

    assertThat(eye.seen().id()).isNotEqualTo(first);
  }

  @Test
  void aMessageOfAFileNamesItsInstance() {
    eye.write(1, "INSTANCE=web-7\nREADY=1\n");

    ProbeFile file = eye.seen();

    assertThat(file.id()).isEqualTo("web-7");
    assertThat(file.named()).isTrue();
    eye.write(2, "INSTANCE=web-7\nREADY=0\n");
    assertThat(eye.seen().id()).as("the same name in another inode").isEqualTo("web-7");
    eye.write(2, "INSTANCE=web-8\nREADY=0\n");
    assertThat(eye.seen().id()).isEqualTo("web-8");
    eye.ticker.advance(LONG);
    eye.write(2, "READY=0\n");
    assertThat(eye.seen().id()).as("the name was taken away").isNotEqualTo("web-8");
  }

  @Test
  void binaryContentIsThereAndSaysNothing() {
    eye.see(1, 0, 0, "\u0000\u0001\u0002=\n\u0007\n", "");

    assertThat(eye.seen().words()).isEmpty();
    assertThat(eye.errors).hasSize(2).allMatch(e -> e.startsWith("web file malformed: "));
  }

  @Test
  void aBadLineCostsThatLineAndIsTold() {
    eye.write(1, "READY=maybe\nX_INFLIGHT=3\n");

    assertThat(eye.seen().words()).isEqualTo(List.of(new Word.InFlight(3)));
    assertThat(eye.errors)
        .containsExactly("web file malformed: READY is 'maybe' (expected: 0 or 1)");
  }
}
