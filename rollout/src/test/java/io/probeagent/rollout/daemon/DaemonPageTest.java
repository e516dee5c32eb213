package io.probeagent.rollout.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The page leaves out no daemon and no step, and its packages are what {@code .ci/run} installs.
 */
final class DaemonPageTest {
  @Test
  void hasASectionForEachDaemon() throws IOException {
    List<String> titles = Arrays.stream(Daemon.values()).map(Daemon::title).toList();
    assertThat(DaemonPage.read().sections().keySet()).containsExactlyElementsOf(titles);
  }

  @ParameterizedTest
  @EnumSource(Daemon.class)
  void takesItThroughAllSteps(Daemon daemon) throws IOException {
    List<String> steps =
        DaemonPage.read().section(daemon).rows().stream()
            .map(row -> row.step().replaceFirst(" by SIG[A-Z0-9]+$", ""))
            .toList();
    assertThat(steps).containsSubsequence("start", "stop", "start", "kill -9", "start");
    assertThat(steps).endsWith("drained, then stop", "start");
  }

  @ParameterizedTest
  @EnumSource(Daemon.class)
  void namesThePackageThatIsInstalledForIt(Daemon daemon) throws IOException {
    String install = Files.readString(DaemonPage.root().resolve(".ci/run"));
    Matcher entry =
        Pattern.compile("\\[" + daemon.program() + "]=\"?([a-z0-9-]+)").matcher(install);
    assertThat(entry.find()).as("%s in .ci/run", daemon.program()).isTrue();
    String version = DaemonPage.read().section(daemon).version();
    String anchor = (daemon.title() + " " + version).toLowerCase(java.util.Locale.ROOT);
    assertThat(Files.readString(DaemonPage.root().resolve("docs/daemons.md")))
        .contains(
            "| [%s](#%s) | `%s` |"
                .formatted(
                    daemon.title(), anchor.replace(".", "").replace(' ', '-'), entry.group(1)));
  }
}
