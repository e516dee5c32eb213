package io.probeagent.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OptionsReaderTest {
  @TempDir private Path project;
  private Path home;

  @BeforeEach
  void lookBuilt() throws IOException {
    home = project.resolve("rollout/target");
    for (String jar : List.of("agent/target/probe-agent.jar", "sample-app/target/sample-app.jar")) {
      Files.createDirectories(project.resolve(jar).getParent());
      Files.createFile(project.resolve(jar));
    }
  }

  @Test
  void findsTheJarsFromWhereItLies() throws UsageException {
    Options options = OptionsReader.read(List.of(), home);
    assertThat(options.agentJar()).isEqualTo(project.resolve("agent/target/probe-agent.jar"));
    assertThat(options.appJar()).isEqualTo(project.resolve("sample-app/target/sample-app.jar"));
    assertThat(options.java()).isEqualTo(Java.running());
    assertThat(options.drainDelay()).isEqualTo(Duration.ofSeconds(2));
    assertThat(options.limit()).isEqualTo(Duration.ofSeconds(15));
    assertThat(options.keep()).isFalse();
  }

  @Test
  void takesValuesWithASpaceOrAnEqualsSign() throws UsageException {
    Options options =
        OptionsReader.read(List.of("--drain-delay", "300ms", "--limit=4s", "--keep"), home);
    assertThat(options.drainDelay()).isEqualTo(Duration.ofMillis(300));
    assertThat(options.limit()).isEqualTo(Duration.ofSeconds(4));
    assertThat(options.keep()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--drain-delay=5 | --drain-delay is '5' (expected: 100 to 10000 ms, written 500ms or 2s)",
        "--drain-delay=99ms | --drain-delay is '99ms' (expected: 100 to 10000 ms",
        "--drain-delay=11s | --drain-delay is '11s' (expected: 100 to 10000 ms",
        "--limit=0s | --limit is '0s' (expected: 1000 to 60000 ms",
        "--agent-jar | --agent-jar has no value",
        "--keep=yes | --keep takes no value, but got '--keep=yes'",
        "--kepp | unknown option '--kepp' (see --help)",
        "--java=/nowhere | --java is '/nowhere' (expected: an executable)",
        "--app-jar=/nowhere | there is no /nowhere (expected: a jar; build it with 'mvn -pl sample-app",
      })
  void refusesWhatItCannotUse(String argument, String message) {
    assertThatThrownBy(() -> OptionsReader.read(List.of(argument), home))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith(message);
  }
}
