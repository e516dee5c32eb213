package io.probeagent.sample;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole program in a JVM of its own, started and stopped as kubelet does it. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SampleAppTest {

  private @Nullable Process process;

  @AfterEach
  void kill() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  @Test
  void endsInOrderOnSigterm() throws Exception {
    Process app = start(Map.of("PORT", "0"));
    BufferedReader out = app.inputReader(UTF_8);
    assertThat(out.readLine()).matches("sample-app listening on [1-9]\\d*");
    assertThat(out.readLine()).isEqualTo("ready");
    app.toHandle().destroy();
    assertThat(phases(out))
        .containsExactly("PROPAGATE", "NUDGE", "QUIESCE", "FINISH", "CLEANUP", "over");
    assertThat(app.waitFor()).isZero();
  }

  @Test
  void endsInOrderWhileItWarmsUp() throws Exception {
    Process app = start(Map.of("PORT", "0", "START_DELAY_MS", "3600000"));
    BufferedReader out = app.inputReader(UTF_8);
    assertThat(out.readLine()).startsWith("sample-app listening on ");
    app.toHandle().destroy();
    assertThat(phases(out))
        .containsExactly("PROPAGATE", "NUDGE", "QUIESCE", "FINISH", "CLEANUP", "over");
    assertThat(app.waitFor()).isZero();
  }

  @Test
  void endsByItselfAsAJobDoes() throws Exception {
    Process app = start(Map.of("PORT", "0", "EXIT_AFTER_MS", "1"));
    BufferedReader out = app.inputReader(UTF_8);
    out.readLine();
    assertThat(out.readLine()).isEqualTo("ready");
    assertThat(out.readLine()).isEqualTo("served for 1 ms");
    assertThat(phases(out))
        .containsExactly("PROPAGATE", "NUDGE", "QUIESCE", "FINISH", "CLEANUP", "over");
    assertThat(app.waitFor()).isZero();
  }

  @Test
  void aSecondSignalSkipsTheDelayAndTheProbeFileGoesLast(@TempDir Path folder) throws Exception {
    Path live = folder.resolve("live");
    Process app = start(Map.of("PORT", "0", "PROBE_DIR", folder.toString()));
    BufferedReader out = app.inputReader(UTF_8);
    out.readLine();
    assertThat(out.readLine()).isEqualTo("ready");
    assertThat(live).content().endsWith("READY=1\n");
    app.toHandle().destroy();
    assertThat(out.readLine()).startsWith("drain phase=PROPAGATE ");
    assertThat(live).content().endsWith("STOPPING=1\n");
    app.toHandle().destroy();
    assertThat(out.readLine()).isEqualTo("drain hurried: clients are not waited for");
    assertThat(phases(out)).containsExactly("QUIESCE", "FINISH", "CLEANUP", "over");
    assertThat(app.waitFor()).isZero();
    assertThat(Files.exists(live)).isFalse();
  }

  @Test
  void aSecondSignalEndsTheNudge() throws Exception {
    Process app = start(Map.of("PORT", "0"));
    BufferedReader out = app.inputReader(UTF_8);
    int port = Integer.parseInt(out.readLine().replaceAll("\\D", ""));
    assertThat(out.readLine()).isEqualTo("ready");
    try (RawClient idle = new RawClient(port)) {
      idle.send(RawClient.request("GET /"));
      idle.answer();
      app.toHandle().destroy();
      assertThat(out.readLine()).startsWith("drain phase=PROPAGATE ");
      assertThat(out.readLine()).startsWith("drain phase=NUDGE ");
      app.toHandle().destroy();
      assertThat(idle.rest()).isEmpty();
      idle.leave();
      assertThat(phases(out).stream().distinct())
          .containsSubsequence("hurried", "QUIESCE", "FINISH", "CLEANUP", "over");
    }
    assertThat(app.waitFor()).isZero();
  }

  @Test
  void sigintIsAsGood() throws Exception {
    Process app = start(Map.of("PORT", "0"));
    BufferedReader out = app.inputReader(UTF_8);
    out.readLine();
    assertThat(out.readLine()).isEqualTo("ready");
    new ProcessBuilder("kill", "-INT", String.valueOf(app.pid())).start().waitFor();
    assertThat(phases(out)).endsWith("CLEANUP", "over");
    assertThat(app.waitFor()).isZero();
  }

  @Test
  void abruptIsWhatTheJvmDoesByItself() throws Exception {
    Process app = start(Map.of("PORT", "0", "STOP_MODE", "abrupt"));
    BufferedReader out = app.inputReader(UTF_8);
    out.readLine();
    assertThat(out.readLine()).isEqualTo("ready");
    app.toHandle().destroy();
    assertThat(out.lines()).isEmpty();
    assertThat(app.waitFor()).isEqualTo(143);
  }

  @Test
  void namesASettingThatItCannotUse() throws Exception {
    Process app = start(Map.of("PORT", "http"));
    try (InputStream err = app.getErrorStream()) {
      assertThat(new String(err.readAllBytes(), UTF_8))
          .isEqualTo("sample-app: PORT=http (expected: a whole number from 0 to 65535)\n");
    }
    assertThat(app.waitFor()).isEqualTo(2);
  }

  @Test
  void saysWhyItCannotListen() throws Exception {
    try (ServerFixture other = new ServerFixture()) {
      Process app = start(Map.of("PORT", String.valueOf(other.server.port())));
      try (InputStream err = app.getErrorStream()) {
        assertThat(new String(err.readAllBytes(), UTF_8))
            .contains("sample-app: cannot listen on port " + other.server.port() + ": ");
      }
      assertThat(app.waitFor()).isEqualTo(1);
    }
  }

  @Test
  void helpsWhenAsked() throws Exception {
    Process app = start(Map.of(), "--help");
    try (InputStream out = app.getInputStream()) {
      assertThat(new String(out.readAllBytes(), UTF_8)).isEqualTo(Settings.HELP);
    }
    assertThat(app.waitFor()).isZero();
  }

  @Test
  void helpsWhenCalledWrongly() throws Exception {
    Process app = start(Map.of(), "--port=1");
    try (InputStream err = app.getErrorStream()) {
      assertThat(new String(err.readAllBytes(), UTF_8)).isEqualTo(Settings.HELP);
    }
    assertThat(app.waitFor()).isEqualTo(2);
  }

  private Process start(Map<String, String> env, String... args) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            SampleApp.class.getName());
    builder.command().addAll(List.of(args));
    builder
        .environment()
        .keySet()
        .removeAll(List.of("PORT", "START_DELAY_MS", "STOP_MODE", "PROBE_DIR"));
    builder.environment().putAll(env);
    Process started = builder.start();
    process = started;
    return started;
  }

  /** The phases of the lines that are left. */
  private static List<String> phases(BufferedReader out) {
    return out.lines().map(line -> line.replaceAll("drain (?:phase=)?(\\w+):? .*", "$1")).toList();
  }
}
