package io.probeagent.bench.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeTest {
  @TempDir private Path folder = Path.of("");

  private Path home = Path.of("");
  private Path image = Path.of("");
  private Path jar = Path.of("");
  private Path made = Path.of("");

  @BeforeEach
  void inputs() throws IOException {
    home = folder.resolve("home");
    made = folder.resolve("made");
    image = Files.createDirectory(folder.resolve("image"));
    jar = Files.writeString(folder.resolve("a.jar"), "a jar");
    Files.writeString(
        image.resolve("jre.sh"),
        """
        mkdir -p /opt/probe-agent/jre/bin
        printf '#!/bin/sh\\nexit 0\\n' >/opt/probe-agent/jre/bin/java
        chmod +x /opt/probe-agent/jre/bin/java
        echo made >>$(dirname /opt/probe-agent)/made
        """);
  }

  @Test
  void runsTheScriptsOfTheImageInAnotherPlace() throws Exception {
    make();
    assertThat(home.resolve("jre/bin/java")).isExecutable();
    assertThat(home.resolve(Tree.JAR)).hasContent("a jar");
    assertThat(Tree.environment(home)).isEqualTo(Map.of("A", "1=2"));
  }

  @Test
  void isMadeOnce() throws Exception {
    make();
    make();
    assertThat(made).hasContent("made\n");
  }

  @Test
  void isMadeAgainWhenTheJarChanged() throws Exception {
    make();
    Files.writeString(jar, "another jar");
    make();
    assertThat(made).hasContent("made\nmade\n");
    assertThat(home.resolve(Tree.JAR)).hasContent("another jar");
  }

  @Test
  void isMadeAgainWhenAScriptChanged() throws Exception {
    make();
    Files.writeString(image.resolve("agent.args"), "-Xmx1m\n");
    make();
    assertThat(made).hasContent("made\nmade\n");
  }

  @Test
  void isMadeAgainAfterItFailed() throws Exception {
    Path script = image.resolve("jre.sh");
    String good = Files.readString(script);
    Files.writeString(script, good + "echo no cache; exit 3\n");
    assertThatThrownBy(this::make).hasMessageContaining("ended with 3: no cache");
    Files.writeString(script, good);
    make();
    assertThat(made).hasContent("made\nmade\n");
  }

  @Test
  void leavesAFolderAloneThatHoldsOtherThings() throws Exception {
    Files.createDirectories(home.resolve("precious"));
    assertThatThrownBy(this::make).hasMessageContaining("expected: a new folder");
    assertThat(home.resolve("precious")).isDirectory();
  }

  @Test
  void refusesAJvmThatDoesNotTakeItsCache() throws Exception {
    Path script = image.resolve("jre.sh");
    Files.writeString(script, Files.readString(script).replace("exit 0", "echo no AOT; exit 1"));
    assertThatThrownBy(this::make)
        .hasMessageContaining("-XX:AOTMode=on")
        .hasMessageContaining("no AOT");
  }

  private void make() throws IOException {
    Path none = folder.resolve("no-jdk");
    Recipe recipe = new Recipe(List.of("sh -e /image/jre.sh"), Map.of("A", "1=2"));
    new Tree(home, new Jdk(none, "25", "nobody")).make(recipe, List.of(image), jar);
  }
}
