package io.probeagent.agent.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.lifecycle.ProbeFile;
import io.probeagent.agent.lifecycle.Signal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The agent's own restart makes no new instance of a file that is still the same. */
final class ProbeFileAdoptionTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final FakeEye eye = new FakeEye(new ProbeFile("file-1f-3", false, List.of(), 7));

  @Test
  void theSameInodeIsTheSameFile() {
    eye.old(0x1f, "READY=1\n", LONG);

    assertThat(eye.seen().id()).isEqualTo("file-1f-3");
  }

  @Test
  void anotherInodeIsAnotherFile() {
    eye.old(0x20, "READY=1\n", LONG);

    assertThat(eye.seen().id()).isNotEqualTo("file-1f-3").startsWith("file-20-");
  }

  @Test
  void anInodeIsNotTakenForAnotherOneThatBeginsLikeIt() {
    eye.old(0x1, "READY=1\n", LONG);

    assertThat(eye.seen().id()).startsWith("file-1-");
  }

  @Test
  void aSuccessorInTheSameInodeIsCountedOn() {
    eye.old(0x1f, "READY=1\n", LONG);
    eye.seen();
    eye.remove();
    eye.look();
    eye.write(0x1f, "READY=1\n");

    assertThat(eye.seen().id()).isEqualTo("file-1f-4");
  }

  @Test
  void aFileThatWentMeanwhileIsGone() {
    assertThat(eye.look().signals()).containsExactly(new Signal.FileGone(false));
    assertThat(eye.look().signals()).isEmpty();
  }

  @Test
  void aFolderThatComesLateIsWaitedFor() {
    eye.removeFolder();
    assertThat(eye.look().signals()).isEmpty();
    eye.old(0x1f, "READY=1\n", LONG);

    assertThat(eye.seen().id()).isEqualTo("file-1f-3");
  }

  @Test
  void aFolderThatCameWithoutTheFileWentWithIt() {
    eye.removeFolder();
    eye.look();
    eye.remove();

    assertThat(eye.look().signals()).containsExactly(new Signal.FileGone(true));
  }

  @Test
  void aNameIsMoreThanAnInode() {
    FakeEye named = new FakeEye(new ProbeFile("web-7", true, List.of(), 7));
    named.old(5, "INSTANCE=web-7\n", LONG);

    assertThat(named.seen().id()).isEqualTo("web-7");
  }

  @Test
  void aFileWithoutTheNameIsAnotherOne() {
    FakeEye named = new FakeEye(new ProbeFile("web-7", true, List.of(), 7));
    named.old(5, "READY=1\n", LONG);

    assertThat(named.seen().id()).isEqualTo("file-5-1");
  }

  @Test
  void aNameThatLooksLikeOursIsNoNumberToCountFrom() {
    FakeEye odd = new FakeEye(new ProbeFile("file-5-99999999999", true, List.of(), 7));
    odd.old(5, "READY=1\n", LONG);

    assertThat(odd.seen().id()).startsWith("file-5-");
  }
}
