package io.probeagent.agent.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The folders of several apps are there before the apps, and open to them. */
final class AppFoldersTest {
  @TempDir private Path temp;
  private Path shared = Path.of("/nowhere");

  @BeforeEach
  void share() throws IOException {
    shared = Files.createDirectory(temp.resolve("probe"));
  }

  /** 02770 is what an fsGroup makes of it. */
  @ParameterizedTest
  @ValueSource(ints = {0777, 02770, 02777})
  void areAsTheVolumeIs(int mode) throws IOException {
    Files.setAttribute(shared, "unix:mode", mode);

    make("web");

    assertThat(mode("web")).isEqualTo(mode);
  }

  @Test
  void whatIsThereStaysAsItIs() throws IOException {
    Files.setAttribute(shared, "unix:mode", 0777);
    Files.createDirectory(shared.resolve("web"));
    Files.setAttribute(shared.resolve("web"), "unix:mode", 0750);
    Path elsewhere = Files.createDirectory(temp.resolve("elsewhere"));
    Files.createSymbolicLink(shared.resolve("db"), elsewhere.resolve("there"));

    make("web", "db", "worker");

    assertThat(mode("web")).isEqualTo(0750);
    assertThat(elsewhere).isEmptyDirectory();
    assertThat(mode("worker")).as("the next one").isEqualTo(0777);
  }

  @Test
  void nothingIsMadeWithoutTheVolumeOrOutsideOfIt() throws IOException {
    Path link = Files.createSymbolicLink(temp.resolve("link"), shared);

    AppFolders.make(temp.resolve("late"), List.of(temp.resolve("late/web")));
    AppFolders.make(link, List.of(link.resolve("web")));
    AppFolders.make(shared, List.of(shared, temp.resolve("web")));

    assertThat(temp.resolve("late")).doesNotExist();
    assertThat(temp.resolve("web")).doesNotExist();
    assertThat(shared).isEmptyDirectory();
  }

  private void make(String... apps) {
    AppFolders.make(shared, List.of(apps).stream().map(shared::resolve).toList());
  }

  private int mode(String app) throws IOException {
    return (Integer) Files.getAttribute(shared.resolve(app), "unix:mode") & 07777;
  }
}
