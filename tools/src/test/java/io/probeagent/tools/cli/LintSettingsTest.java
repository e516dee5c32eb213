package io.probeagent.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which rules run, by options and by a file. */
final class LintSettingsTest {
  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec:
        terminationGracePeriodSeconds: 0
        containers: [{name: web, image: "nginx:1.27"}]
      """;

  @TempDir private Path folder;

  private record Ran(int code, String out, String err) {}

  private Ran lint(String config, String... options) throws Exception {
    Path file = Files.writeString(folder.resolve("settings.yaml"), config);
    List<String> arguments = new ArrayList<>(List.of("lint", "--config", file.toString()));
    arguments.addAll(List.of(options));
    arguments.add(Files.writeString(folder.resolve("pod.yaml"), POD).toString());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        ToolsCommand.run(
            arguments,
            InputStream.nullInputStream(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Ran(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void withoutSettingsTheFindingIsToldAndOneThatIsOffIsNot() throws Exception {
    Ran ran = lint("");
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).contains("grace-period-zero").doesNotContain("pod-security-restricted");
  }

  @Test
  void anOptionDisablesARule() throws Exception {
    assertThat(lint("", "--disable", "grace-period-zero,no-budget").code()).isZero();
  }

  @Test
  void theFileDisablesARuleAndTheCommandLineEnablesItAgain() throws Exception {
    assertThat(lint("disable: [grace-period-zero]").code()).isZero();
    assertThat(lint("disable: [grace-period-zero]", "--enable", "grace-period-zero").code())
        .isEqualTo(1);
  }

  @Test
  void onlyWhatIsNamedRuns() throws Exception {
    Ran ran = lint("fail-on: info", "--only", "pod-security-restricted");
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).contains("pod-security-restricted").doesNotContain("grace-period-zero");
  }

  @Test
  void theFileLowersASeverityAndSaysWhatFails() throws Exception {
    assertThat(lint("severity: {grace-period-zero: info}").code()).isZero();
    assertThat(lint("severity: {grace-period-zero: info}\nfail-on: info").code()).isEqualTo(1);
    assertThat(
            lint("fail-on: info\nseverity: {grace-period-zero: info}", "--fail-on", "error").code())
        .isZero();
  }

  @Test
  void aSettingThatIsNotKnownIsRefusedWithItsPlaceAndTheNearest() throws Exception {
    Ran ran = lint("disable: []\nfail-onn: error\n");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err())
        .contains("settings.yaml:2:1: fail-onn: no such setting (did you mean fail-on?)");
  }

  @Test
  void wrongValuesAreRefused() throws Exception {
    assertThat(lint("disable: [no-bugdet]").err())
        .contains("settings.yaml:1:11", "'no-bugdet' (did you mean no-budget?)");
    assertThat(lint("fail-on: fatal").err()).contains("'fatal' (expected: error, warning or info)");
    assertThat(lint("disable: no-budget").err()).contains("expected a list of rules");
    assertThat(lint("kubernetes-version: new").err()).contains("new: no version");
    assertThat(lint("- a\n").err()).contains("expected one mapping");
    assertThat(lint("", "--disable", "nothing-like-it").code()).isEqualTo(2);
  }

  @Test
  void theNearestFileUpwardsIsTaken() throws Exception {
    Path below = Files.createDirectories(folder.resolve("a/b"));
    Files.writeString(folder.resolve(".probe-tools.yaml"), "kubernetes-version: 1.30\n");
    assertThat(ConfigFile.find(null, below).version().orElseThrow()).hasToString("1.30");
    Files.writeString(folder.resolve("a/.probe-tools.yaml"), "kubernetes-version: 1.31\n");
    assertThat(ConfigFile.find(null, below).version().orElseThrow()).hasToString("1.31");
  }
}
