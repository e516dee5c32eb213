package io.probeagent.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of the probe file; no agent is there to hear anything else. */
final class ProbeFileTest {

  @TempDir private Path path;
  private SharedFolder folder;
  private Path live;

  @BeforeEach
  void folder() {
    folder = new SharedFolder(path);
    live = path.resolve("live");
  }

  @Test
  void saysWhatTheAppSaid() throws Exception {
    try (Warnings warnings = new Warnings()) {
      ProbeClient client = ProbeClient.connect(folder.env());
      folder.awaitLive(text -> text.matches("INSTANCE=[0-9a-f]{16}\nREADY=0\n"));
      String instance = folder.live().lines().findFirst().orElseThrow() + "\n";
      client.ready();
      folder.awaitLive((instance + "READY=1\n")::equals);
      client.notReady("no database");
      folder.awaitLive((instance + "READY=0\nSTATUS=no database\n")::equals);
      client.ready();
      folder.awaitLive((instance + "READY=1\n")::equals);
      client.draining();
      folder.awaitLive((instance + "READY=0\nSTOPPING=1\n")::equals);
      assertThat(names()).as("nothing temporary stays").containsExactly("live");
      client.close();
      folder.awaitGone();
      assertThat(warnings.texts())
          .singleElement()
          .asString()
          .startsWith("no agent at " + path.resolve("signal.sock"));
    }
  }

  @Test
  void replacesWhatAPredecessorLeft() throws Exception {
    Files.writeString(live, "INSTANCE=old\nREADY=1\nSTOPPING=1\n");
    Path temporary = path.resolve(".live." + ProcessHandle.current().pid());
    Files.writeString(temporary, "half of a file that is longer than the new one, as it happens");
    try (Warnings warnings = new Warnings();
        ProbeClient client = ProbeClient.connect(folder.env())) {
      client.ready();
      folder.awaitLive(text -> text.matches("INSTANCE=[0-9a-f]{16}\nREADY=1\n"));
      assertThat(names()).containsExactly("live");
      assertThat(warnings.texts()).hasSizeLessThan(2);
    }
  }

  @Test
  void hasTheNameThatWasSet() throws Exception {
    Map<String, String> env = Map.of("PROBE_DIR", path.toString(), "PROBE_FILE", "up");
    try (Warnings warnings = new Warnings();
        ProbeClient client = ProbeClient.connect(env)) {
      client.ready();
      folder.awaitLive(text -> Files.exists(path.resolve("up")));
      assertThat(warnings.texts()).hasSizeLessThan(2);
    }
    folder.awaitLive(text -> Files.notExists(path.resolve("up")));
  }

  @Test
  void isTouchedByAHeartbeat() throws Exception {
    ProbeFile file = new ProbeFile(live);
    AppState state = AppState.fresh("cafe", 0);
    file.keep(state);
    Files.setLastModifiedTime(live, FileTime.fromMillis(1000));
    file.keep(state);
    assertThat(Files.getLastModifiedTime(live)).isEqualTo(FileTime.fromMillis(1000));
    file.keep(state.beat());
    assertThat(Files.getLastModifiedTime(live)).isGreaterThan(FileTime.fromMillis(1000));
  }

  @Test
  void isMadeAnewByAHeartbeatIfSomebodyTookItAway() throws Exception {
    ProbeFile file = new ProbeFile(live);
    AppState state = AppState.fresh("cafe", 0);
    file.keep(state);
    Files.delete(live);
    file.keep(state.beat());
    assertThat(live).hasContent("INSTANCE=cafe\nREADY=0\n");
  }

  @Test
  void keepsItsInodeUnlessSomethingChanged() throws Exception {
    ProbeFile file = new ProbeFile(live);
    AppState state = AppState.fresh("cafe", 0);
    file.keep(state);
    Object inode = Files.getAttribute(live, "unix:ino");
    file.keep(state.beat());
    assertThat(Files.getAttribute(live, "unix:ino")).isEqualTo(inode);
  }

  private List<String> names() throws Exception {
    try (Stream<Path> files = Files.list(path)) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    }
  }
}
