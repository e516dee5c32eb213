package io.probeagent.rollout.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.rollout.process.Await;
import io.probeagent.rollout.process.Child;
import io.probeagent.rollout.process.Java;
import io.probeagent.rollout.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The runnable jar, as a person would start it. */
final class PodLifeIT {
  private Stage stage;
  private Path temporary;

  @BeforeEach
  void set() throws Exception {
    stage = Stage.set();
    temporary = Files.createDirectory(stage.root().resolve("t"));
  }

  @AfterEach
  void close() throws Exception {
    ofPod().forEach(ProcessHandle::destroyForcibly);
    stage.close();
  }

  private Child runner(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(new Java(Java.running()).jar(Stage.jar("rollout.jar"), List.of()));
    command.add(1, "-Djava.io.tmpdir=" + temporary);
    command.add("life");
    command.addAll(List.of(arguments));
    return stage.run(List.of(), Map.of(), command);
  }

  private String jar(String name, Class<?>... classes) throws Exception {
    return TestJar.of(stage.root().resolve(name), List.of(classes)).toString();
  }

  @Test
  void aWholeLifeIsRight() throws Exception {
    Child runner = runner("--drain-delay=4s");
    int code = Stage.exitCode(runner);
    List<String> lines = runner.output().lines();
    assertThat(code).as(() -> String.join("\n", lines)).isZero();
    assertThat(lines.get(lines.size() - 1))
        .matches("pod life: [0-9]{2} checks, all verdicts right");
    assertThat(lines.stream().filter(line -> line.matches(" *[0-9.]+ s  [^ ].*")))
        .satisfiesExactly(
            line -> assertThat(line).contains("agent serves").matches(codes("503", "503", "503")),
            line -> assertThat(line).contains("warms up").matches(codes("503", "200", "503")),
            line -> assertThat(line).contains("is ready").matches(codes("200", "200", "200")),
            line -> assertThat(line).contains("SIGKILL").matches(codes("-", "-", "-")),
            line -> assertThat(line).contains("is back").matches(codes("200", "200", "200")),
            line -> assertThat(line).contains("found it").matches(codes("200", "200", "200")),
            line -> assertThat(line).contains("SIGTERM").matches(codes("200", "200", "503")),
            line -> assertThat(line).contains("new requests").endsWith("in flight"),
            line -> assertThat(line).contains("has ended").matches(codes("503", "503", "503")),
            line -> assertThat(line).contains("agent gets SIGTERM").matches(codes("-", "-", "-")));
    assertThat(lines).anyMatch(line -> line.matches(".* has ended.* 200, [0-9.]+ s"));
    nothingIsLeft();
  }

  @Test
  void anAppThatEndsAtOnceIsNoLife() throws Exception {
    Child runner = runner("--app-jar", jar("app.jar", LeavingApp.class));
    assertThat(Stage.exitCode(runner)).isEqualTo(1);
    assertThat(runner.output().lines())
        .contains("  - the app ended instead of serving; it said: sample-app: nothing to do");
    nothingIsLeft();
  }

  @Test
  void aRequestThatIsCutOffIsSeen() throws Exception {
    String app = jar("app.jar", HastyApp.class, Talk.class, Ports.class);
    Child runner = runner("--drain-delay=500ms", "--app-jar=" + app);
    assertThat(Stage.exitCode(runner)).isEqualTo(1);
    assertThat(runner.output().lines())
        .anyMatch(line -> line.matches("pod life: [0-9]{2} checks, [0-9] wrong:"))
        .anyMatch(line -> line.startsWith("  - the request in flight was not answered with 200"));
    nothingIsLeft();
  }

  @Test
  void anAgentThatLiesIsSeen() throws Exception {
    String agent = jar("agent.jar", LyingAgent.class, Ports.class);
    Child runner = runner("--limit=1s", "--agent-jar=" + agent);
    assertThat(Stage.exitCode(runner)).isEqualTo(1);
    assertThat(runner.output().lines())
        .anyMatch(line -> line.endsWith("are 200/200/200 (expected: 503/503/503)"));
    nothingIsLeft();
  }

  @Test
  void nothingIsLeftOfARunThatIsBrokenOff() throws Exception {
    // The app drains for longer than it takes to look at it.
    Child runner = runner("--drain-delay=10s");
    assertThat(runner.output().await(Stage.LIMIT, line -> line.contains("gets SIGTERM while")))
        .isPresent();
    assertThat(ofPod()).as("agent and app").hasSize(2);
    runner.terminate();
    Stage.exitCode(runner);
    nothingIsLeft();
  }

  @Test
  void aWrongOptionIsExplained() throws Exception {
    Child runner = runner("--agent-jar=/nowhere.jar");
    assertThat(Stage.exitCode(runner)).isEqualTo(2);
    assertThat(runner.output().lines())
        .contains(
            "rollout: there is no /nowhere.jar (expected: a jar; build it with"
                + " 'mvn -pl agent -am package', or give --agent-jar)");
  }

  private void nothingIsLeft() throws Exception {
    assertThat(Await.answer(Stage.LIMIT, this::ofPod, List::isEmpty)).isEmpty();
    assertThat(temporary).isEmptyDirectory();
  }

  /** The processes that the runner has started. */
  private List<ProcessHandle> ofPod() {
    return ProcessHandle.allProcesses().filter(process -> isOfPod(process, temporary)).toList();
  }

  private static boolean isOfPod(ProcessHandle process, Path dir) {
    try {
      String environment = Files.readString(Path.of("/proc/" + process.pid() + "/environ"));
      String command = Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"));
      return environment.contains("PROBE_DIR=" + dir) || command.contains("--dir=" + dir);
    } catch (IOException | UncheckedIOException goneOrNotOurs) {
      return false;
    }
  }

  private static String codes(String startup, String live, String ready) {
    return ".* " + startup + " +" + live + " +" + ready + "($| .*)";
  }
}
