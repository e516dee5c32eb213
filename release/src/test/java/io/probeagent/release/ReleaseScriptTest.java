package io.probeagent.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** .ci/release in a small repository of its own. */
class ReleaseScriptTest {
  private static final String CHANGELOG =
      """
      # Changelog

      ## [Unreleased]

      - not yet

      ## [0.2.0] - 2026-12-01

      ### Added

      - a thing

      ## [0.1.0] - 2026-11-24

      - the first
      """;

  @TempDir Path root;

  @BeforeEach
  void aRepository() throws IOException {
    write("pom.xml", "<version>0.1.0-SNAPSHOT</version>\n<version>9.9</version>\n");
    write("agent/pom.xml", "<version>0.1.0-SNAPSHOT</version>\n<version>0.1.0</version>\n");
    for (String chart : List.of("probe-agent", "sample-app")) {
      write(
          "charts/" + chart + "/Chart.yaml",
          "version: 0.1.0\nappVersion: 0.1.0\nkubeVersion: 0.1.0\n");
    }
    write("Dockerfile.agent", "ARG VERSION=0.1.0\nARG OTHER=0.1.0\n");
    write("README.md", "image: probe-agent:0.1.0\nnginx:0.1.0\nprobe-agent-sample-app:0.1.0\n");
    write("docs/a.md", "{name: probe-agent, version: 0.1.0}\n");
    write("containers/b.yaml", "image: probe-agent:0.1.0\n");
    write("tools/c.md", "image: probe-agent:0.1.0\n");
    write("CHANGELOG.md", CHANGELOG);
    Path script = root.resolve(".ci/release");
    Files.createDirectories(root.resolve(".ci"));
    Files.copy(Repository.path(".ci/release"), script);
    assertThat(script.toFile().setExecutable(true)).isTrue();
  }

  @Test
  void aVersionIsWrittenWhereItIsOursAndNowhereElse() throws Exception {
    assertThat(release("set", "0.2.0")).isEqualTo("0 ");

    assertThat(read("pom.xml")).isEqualTo("<version>0.2.0</version>\n<version>9.9</version>\n");
    assertThat(read("agent/pom.xml")).contains("<version>0.2.0</version>\n<version>0.1.0<");
    assertThat(read("charts/sample-app/Chart.yaml"))
        .isEqualTo("version: 0.2.0\nappVersion: 0.2.0\nkubeVersion: 0.1.0\n");
    assertThat(read("Dockerfile.agent")).isEqualTo("ARG VERSION=0.2.0\nARG OTHER=0.1.0\n");
    assertThat(read("README.md"))
        .isEqualTo("image: probe-agent:0.2.0\nnginx:0.1.0\nprobe-agent-sample-app:0.2.0\n");
    assertThat(read("docs/a.md")).isEqualTo("{name: probe-agent, version: 0.2.0}\n");
    assertThat(read("containers/b.yaml")).isEqualTo("image: probe-agent:0.2.0\n");
    assertThat(read("tools/c.md")).isEqualTo("image: probe-agent:0.2.0\n");
    assertThat(release("check", "0.2.0")).isEqualTo("0 ");
  }

  @Test
  void theNextSnapshotGoesIntoThePomsAlone() throws Exception {
    release("set", "0.2.0");
    assertThat(release("set", "0.3.0-SNAPSHOT")).isEqualTo("0 ");

    assertThat(read("pom.xml")).startsWith("<version>0.3.0-SNAPSHOT</version>");
    assertThat(read("README.md")).contains("probe-agent:0.2.0");
  }

  @Test
  void whatDoesNotHaveTheVersionIsTold() throws Exception {
    assertThat(release("check", "0.2.0"))
        .startsWith("1 ")
        .contains("pom.xml has the version '0.1.0-SNAPSHOT' (expected: 0.2.0;")
        .contains("charts/sample-app/Chart.yaml, appVersion, has the version '0.1.0'")
        .contains("Dockerfile.agent has the version '0.1.0'");
  }

  @Test
  void aVersionThatTheChangelogDoesNotHaveIsNotReady() throws Exception {
    release("set", "0.4.0");

    assertThat(release("check", "0.4.0"))
        .isEqualTo("1 CHANGELOG.md has no section '## [0.4.0] - <date>', or nothing in it");
  }

  @Test
  void theNotesAreOneSection() throws Exception {
    assertThat(release("notes", "0.2.0")).isEqualTo("0 ### Added\n\n- a thing");
    assertThat(release("notes", "0.1.0")).isEqualTo("0 - the first");
  }

  @Test
  void wrongUsageIsTwo() throws Exception {
    assertThat(release("notes", "v0.2.0"))
        .isEqualTo("2 .ci/release: the version is 'v0.2.0' (expected: X.Y.Z or X.Y.Z-pre)");
    assertThat(release("notes")).startsWith("2 ");
    assertThat(release("publish")).startsWith("2 ").contains("unknown command 'publish'");
  }

  @Test
  void jarsThatAreNotThereAreNamed() throws Exception {
    assertThat(release("files", "out"))
        .isEqualTo("1 no agent/target/probe-agent.jar: run mvn package first");
  }

  /** The exit code and all that was printed. */
  private String release(String... words) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(root.resolve(".ci/release").toString());
    builder.command().addAll(List.of(words));
    Process process = builder.directory(root.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String printed =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    return process.waitFor() + " " + printed.strip();
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private String read(String path) throws IOException {
    return Files.readString(root.resolve(path));
  }
}
