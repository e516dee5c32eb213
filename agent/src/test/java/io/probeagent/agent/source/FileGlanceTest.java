package io.probeagent.agent.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.source.FileGlance.Presence;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A look at whatever may lie at the path: it neither blocks, nor follows, nor reads much. */
@Timeout(20)
final class FileGlanceTest {
  @TempDir private Path folder;
  private Path file = Path.of("live");

  @BeforeEach
  void name() {
    file = folder.resolve("live");
  }

  @Test
  void aMissingFileIsAbsent() {
    assertThat(FileGlance.at(file).presence()).isEqualTo(Presence.ABSENT);
    assertThat(FileGlance.at(file).problem()).isEmpty();
  }

  @Test
  void aMissingFolderSaysNothingOfTheFile() {
    FileGlance glance = FileGlance.at(folder.resolve("gone/live"));

    assertThat(glance.presence()).isEqualTo(Presence.UNSEEN);
    assertThat(glance.problem()).isEqualTo("no folder " + folder.resolve("gone"));
  }

  @Test
  void aFileInPlaceOfTheFolderSaysNothingEither() throws IOException {
    Files.createFile(file);

    assertThat(FileGlance.at(file.resolve("live")).presence()).isEqualTo(Presence.UNSEEN);
  }

  @Test
  void aLinkInPlaceOfTheFolderIsNotFollowed() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.writeString(other.resolve("live"), "READY=1\n");
    Path link = Files.createSymbolicLink(folder.resolve("link"), other);

    FileGlance glance = FileGlance.at(link.resolve("live"));

    assertThat(glance.presence()).isEqualTo(Presence.UNSEEN);
    assertThat(glance.problem()).isEqualTo(link + " is a link");
  }

  @Test
  void withoutContentNothingIsOpened() throws IOException {
    Files.writeString(file, "READY=0\n");
    Files.setPosixFilePermissions(file, java.util.Set.of());

    FileGlance glance = FileGlance.withoutContent(file);

    assertThat(glance.presence()).isEqualTo(Presence.THERE);
    assertThat(glance.content()).isEmpty();
    assertThat(glance.problem()).isEmpty();
    assertThat(glance.inode()).isEqualTo(Files.getAttribute(file, "unix:ino"));
  }

  @Test
  void aFileIsReadWithItsTimes() throws IOException {
    Files.writeString(file, "READY=0\nSTATUS=ü\n");
    Instant modified = Instant.parse("2020-02-02T02:02:02.123456789Z");
    Files.setLastModifiedTime(file, FileTime.from(modified));

    FileGlance glance = FileGlance.at(file);

    assertThat(glance.presence()).isEqualTo(Presence.THERE);
    assertThat(new String(glance.content(), UTF_8)).isEqualTo("READY=0\nSTATUS=ü\n");
    assertThat(glance.problem()).isEmpty();
    assertThat(glance.inode()).isEqualTo(Files.getAttribute(file, "unix:ino"));
    assertThat(glance.modified())
        .isEqualTo(Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS));
    FileTime changed = (FileTime) Files.getAttribute(file, "unix:ctime");
    assertThat(glance.changed()).isEqualTo(changed.to(TimeUnit.NANOSECONDS));
  }

  @Test
  void anEmptyFileIsThere() throws IOException {
    Files.createFile(file);

    FileGlance glance = FileGlance.at(file);

    assertThat(glance.presence()).isEqualTo(Presence.THERE);
    assertThat(glance.content()).isEmpty();
    assertThat(glance.isUnread()).isFalse();
  }

  @Test
  void itIsUnfinishedWithoutALineBreakAtItsEnd() throws IOException {
    assertThat(FileGlance.at(file).isUnfinished()).isFalse();
    Files.writeString(file, "");
    assertThat(FileGlance.at(file).isUnfinished()).isTrue();
    Files.writeString(file, "READY=1");
    assertThat(FileGlance.at(file).isUnfinished()).isTrue();
    Files.writeString(file, "READY=1\n");
    assertThat(FileGlance.at(file).isUnfinished()).isFalse();
  }

  @Test
  void asMuchAsAMessageIsReadWhole() throws IOException {
    String most = "STATUS=" + "x".repeat(4088) + "\n";
    Files.writeString(file, most);

    assertThat(FileGlance.at(file).content()).hasSize(4096).isEqualTo(most.getBytes(UTF_8));
    assertThat(FileGlance.at(file).problem()).isEmpty();
  }

  @Test
  void whatIsLongerIsCutAtALineAndTold() throws IOException {
    Files.writeString(file, "READY=0\n" + "STATUS=" + "x".repeat(4088) + "\n");

    FileGlance glance = FileGlance.at(file);

    assertThat(new String(glance.content(), UTF_8)).isEqualTo("READY=0\n");
    assertThat(glance.problem()).isEqualTo("has more than 4096 bytes; the rest is not read");
    assertThat(glance.isUnfinished()).isFalse();
  }

  @Test
  void whatHasNoLineInItsFirstBytesIsThereAndUnread() throws IOException {
    Files.writeString(file, "x".repeat(5000));

    assertThat(FileGlance.at(file).content()).isEmpty();
    assertThat(FileGlance.at(file).isUnread()).isTrue();
  }

  @Test
  void aGibibyteIsNotRead() throws IOException {
    try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
      huge.writeBytes("READY=0\n");
      huge.setLength(1L << 30);
    }

    FileGlance glance = FileGlance.at(file);

    assertThat(new String(glance.content(), UTF_8)).isEqualTo("READY=0\n");
    assertThat(glance.problem()).startsWith("has more than 4096 bytes");
  }

  @Test
  void aLinkIsNotFollowedWhereverItLeads() throws IOException {
    Path inside = Files.writeString(folder.resolve("inside"), "READY=0\n");
    Path[] targets = {inside, Path.of("inside"), Path.of("/etc/hostname"), Path.of("/dangling")};
    for (Path target : targets) {
      Files.createSymbolicLink(file, target);
      isThereAndThatIsAll();
      Files.delete(file);
    }
  }

  @Test
  void aFolderIsThereAndThatIsAll() throws IOException {
    Files.createDirectory(file);

    isThereAndThatIsAll();
  }

  @Test
  void aFifoBlocksNobody() throws Exception {
    assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();

    isThereAndThatIsAll();
  }

  @Test
  void aSocketIsThereAndThatIsAll() throws IOException {
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(file));
      isThereAndThatIsAll();
    }
  }

  @Test
  void twoLooksAreTheSameUntilSomethingMoves() throws IOException {
    Files.writeString(file, "READY=0\n");
    FileGlance first = FileGlance.at(file);
    assertThat(FileGlance.at(file).sameAs(first)).isTrue();

    Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    assertThat(FileGlance.at(file).sameAs(first)).as("touched").isFalse();
    FileGlance touched = FileGlance.at(file);
    Files.writeString(file, "READY=1\n");
    Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    assertThat(FileGlance.at(file).sameAs(touched)).as("rewritten").isFalse();
    Files.delete(file);
    assertThat(FileGlance.at(file).sameAs(touched)).as("removed").isFalse();
  }

  private void isThereAndThatIsAll() {
    FileGlance glance = FileGlance.at(file);
    assertThat(glance.presence()).isEqualTo(Presence.THERE);
    assertThat(glance.content()).isEmpty();
    assertThat(glance.problem()).isEqualTo("is not a regular file");
    assertThat(glance.isUnfinished()).isFalse();
  }
}
