package io.probeagent.agent.state;

import static io.probeagent.agent.state.States.NOW;
import static io.probeagent.agent.state.States.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.probeagent.agent.lifecycle.AppState;
import io.probeagent.agent.lifecycle.Phase;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The file on disk: replaced as a whole, and never through a link. */
final class StateFileTest {
  private static final Map<String, AppState> APPS = Map.of("app", States.ready());

  @TempDir private Path shared;
  private StateFile file;
  private Path folder;

  @BeforeEach
  void open() {
    file = new StateFile(shared);
    folder = shared.resolve(".agent");
  }

  @Test
  void whatIsSavedIsLoaded() throws IOException {
    file.save(APPS, NOW);

    assertThat(new StateFile(shared).load(NOW + SECOND).get("app"))
        .extracting(AppState::said, AppState::since)
        .containsExactly(Phase.READY, States.ready().since());
  }

  @Test
  void withoutAFileNothingIsRemembered() throws IOException {
    assertThat(file.load(NOW)).isEmpty();
    Files.createDirectory(folder);
    assertThat(file.load(NOW)).isEmpty();
  }

  @Test
  void folderAndFileAreTheAgentsAlone() throws IOException {
    file.save(APPS, NOW);

    assertThat(Files.getPosixFilePermissions(folder))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    assertThat(Files.getPosixFilePermissions(file.path()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void theOldFileIsReplacedNotRewritten() throws IOException {
    file.save(APPS, NOW);
    byte[] old = Files.readAllBytes(file.path());
    try (FileChannel open = FileChannel.open(file.path(), StandardOpenOption.READ)) {
      file.save(Map.of(), NOW + SECOND);

      assertThat(open.size()).as("who reads the old one, reads all of it").isEqualTo(old.length);
    }
    assertThat(file.load(NOW + SECOND)).isEmpty();
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void whatAKilledAgentLeftAsideIsNoHindrance() throws IOException {
    Files.createDirectory(folder);
    Files.writeString(folder.resolve("state.json.tmp"), "{\"version\":");

    file.save(APPS, NOW);

    assertThat(file.load(NOW)).containsKey("app");
  }

  @Test
  void aLinkAsideIsNotWrittenThrough() throws IOException {
    Path victim = Files.writeString(shared.resolve("victim"), "mine");
    Files.createDirectory(folder);
    Files.createSymbolicLink(folder.resolve("state.json.tmp"), victim);

    file.save(APPS, NOW);

    assertThat(victim).hasContent("mine");
    assertThat(file.load(NOW)).containsKey("app");
  }

  @Test
  void aLinkInPlaceOfTheFolderIsRefused() throws IOException {
    Path elsewhere = Files.createDirectory(shared.resolve("elsewhere"));
    new StateFile(shared).save(APPS, NOW);
    Files.move(file.path(), elsewhere.resolve("state.json"));
    Files.delete(folder);
    Files.createSymbolicLink(folder, elsewhere);

    assertThatThrownBy(() -> file.load(NOW))
        .isInstanceOf(IOException.class)
        .hasMessage(folder + " is not a folder");
    assertThatThrownBy(() -> file.save(APPS, NOW))
        .isInstanceOf(IOException.class)
        .hasMessage(folder + " is not a folder");
    assertThat(elsewhere).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void aLinkInPlaceOfTheFileIsNotReadAndIsReplaced() throws IOException {
    file.save(APPS, NOW);
    Path victim = Files.move(file.path(), shared.resolve("victim"));
    byte[] before = Files.readAllBytes(victim);
    Files.createSymbolicLink(file.path(), victim);

    assertThatThrownBy(() -> file.load(NOW))
        .isInstanceOf(IOException.class)
        .hasMessage(file.path() + " is not a file");
    file.save(Map.of(), NOW);
    assertThat(victim).hasBinaryContent(before);
    assertThat(file.path()).isRegularFile();
  }

  @Test
  @Timeout(20)
  void aFifoInPlaceOfTheFileBlocksNobody() throws Exception {
    Files.createDirectory(folder);
    assertThat(new ProcessBuilder("mkfifo", file.path().toString()).start().waitFor()).isZero();

    assertThatThrownBy(() -> file.load(NOW)).hasMessage(file.path() + " is not a file");
  }

  @Test
  void aFileOfAnotherBootIsRefused() throws IOException {
    Files.createDirectory(folder);
    Files.write(file.path(), StateCodec.write(APPS, "another boot", NOW));

    assertThatThrownBy(() -> file.load(NOW))
        .isInstanceOf(IOException.class)
        .hasMessage("written before the node was booted");
  }

  @Test
  void aHugeFileIsNotReadToItsEnd() throws IOException {
    Files.createDirectory(folder);
    try (FileOutputStream huge = new FileOutputStream(file.path().toFile())) {
      huge.getChannel().position(1L << 30).write(java.nio.ByteBuffer.allocate(1));
    }

    assertThatThrownBy(() -> file.load(NOW))
        .isInstanceOf(IOException.class)
        .hasMessage("more than " + StateFile.MAX_BYTES + " bytes");
  }

  @Test
  void theSharedFolderItselfIsNeverMade() {
    Path missing = shared.resolve("missing");

    assertThatThrownBy(() -> new StateFile(missing).save(APPS, NOW))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(missing.toString());
    assertThat(missing).doesNotExist();
  }

  @Test
  void aFolderThatTakesNothingIsAnIoException() {
    Path readOnly = Path.of("/proc");

    assertThatThrownBy(() -> new StateFile(readOnly).save(APPS, NOW))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aFolderInPlaceOfTheFileIsAnIoException() throws IOException {
    Files.createDirectories(file.path().resolve("x"));

    assertThatThrownBy(() -> file.save(APPS, NOW)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> file.load(NOW)).isInstanceOf(IOException.class);
  }
}
