package io.probeagent.rollout.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.probeagent.rollout.process.AgentProcess;
import io.probeagent.rollout.process.Child;
import io.probeagent.rollout.process.Java;
import io.probeagent.rollout.process.Verdicts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every example of docs/signals.md, as it stands there, against a real agent. */
final class SignalExamplesIT {
  private Document page;
  private Stage stage;

  @BeforeEach
  void set() throws Exception {
    page = Document.of("docs/signals.md");
    stage = Stage.set();
  }

  @AfterEach
  void close() throws Exception {
    stage.close();
  }

  @Test
  void filesByShell() throws Exception {
    List<String> examples = page.under("The probe file", "sh");
    stage.agent();
    assertThat(shell(examples.get(0))).isZero();
    stage.await(Verdicts.READY);
    assertThat(shell(examples.get(1))).isZero();
    stage.await(Verdicts.STARTING);
    assertThat(shell(examples.get(2))).isZero();
    stage.await(Verdicts.DOWN);
    assertThat(examples).hasSize(3);
  }

  @Test
  void oneShotsByShell() throws Exception {
    assumeTrue(Document.program("nc").isPresent(), "nc (netcat-openbsd) is not installed");
    AgentProcess agent = stage.agent();
    stage.awaitSocket();
    String[] lines = page.under("Shell", "sh").get(0).strip().split("\n", -1);
    assertThat(shell(lines[0])).isZero();
    stage.await(Verdicts.READY);
    assertThat(agent.state().at("/apps/0/instance/status").asText()).isEqualTo("warm");
    assertThat(shell(lines[1])).isZero();
    stage.await(Verdicts.UNREADY);
    assertThat(lines).hasSize(2);
  }

  @Test
  void datagramsByShell() throws Exception {
    needed("systemd-notify");
    AgentProcess agent = stage.agent();
    stage.awaitSocket();
    String[] lines = page.under("From a shell", "sh").get(0).strip().split("\n", -1);
    assertThat(shell(lines[0])).isZero();
    stage.await(Verdicts.READY);
    assertThat(agent.state().at("/apps/0/instance/status").asText()).isEqualTo("Serving");
    assertThat(shell(lines[1])).isZero();
    stage.await(Verdicts.UNREADY);
    assertThat(lines).hasSize(2);
  }

  @Test
  void datagramsFromPython() throws Exception {
    Path program = needed("python3");
    Path file = write("app.py", page.under("From Python", "python").get(0));
    leads(List.of(program.toString(), file.toString()));
  }

  @Test
  void python() throws Exception {
    Path program = needed("python3");
    Path file = write("app.py", page.under("Python", "python").get(0));
    leads(List.of(program.toString(), file.toString()));
  }

  @Test
  void go() throws Exception {
    Path program = needed("go");
    Path file = write("main.go", page.under("Go", "go").get(0));
    Path binary = stage.root().resolve("app");
    Map<String, String> environment =
        Map.of("GOCACHE", Stage.goCache().toString(), "GO111MODULE", "off");
    List<String> build =
        List.of(program.toString(), "build", "-o", binary.toString(), file.toString());
    assertThat(Stage.exitCode(stage.run(List.of(), environment, build))).isZero();
    leads(List.of(binary.toString()));
  }

  @Test
  void node() throws Exception {
    Path program = needed("node");
    Path file = write("app.js", page.under("Node", "js").get(0));
    leads(List.of(program.toString(), file.toString()));
  }

  @Test
  void java() throws Exception {
    Path file = write("App.java", page.under("Java", "java").get(0));
    leads(
        List.of(
            Java.running().toString(),
            "-cp",
            Document.root().resolve("client/target/classes").toString(),
            file.toString()));
  }

  /** Through the life that every example has: ready, SIGTERM, draining, ended. */
  private void leads(List<String> command) throws Exception {
    AgentProcess agent = stage.agent("--drain-delay=300ms");
    stage.awaitSocket();
    Map<String, String> environment =
        Map.of(
            "PROBE_DIR", stage.dir().toString(),
            "NOTIFY_SOCKET", stage.dir().resolve("notify.sock").toString());
    Child app = stage.run(List.of(), environment, command);
    stage.await(Verdicts.READY);
    app.terminate();
    stage.await(Verdicts.DOWN);
    Stage.awaitLogged(agent, Map.of("event", "transition", "from", "READY", "to", "DRAINING"));
    Stage.awaitLogged(agent, Map.of("event", "transition", "from", "DRAINING", "to", "STOPPED"));
    // A JVM whose shutdown hooks have done their work still ends by the signal.
    assertThat(Stage.exitCode(app)).isIn(0, 143);
  }

  private int shell(String line) throws Exception {
    String here = line.replace("/run/probe", stage.dir().toString());
    return Stage.exitCode(stage.run(List.of(), Map.of(), List.of("sh", "-c", here)));
  }

  private Path write(String name, String text) throws Exception {
    return Files.writeString(stage.root().resolve(name), text);
  }

  private static Path needed(String name) {
    assumeTrue(Document.program(name).isPresent(), name + " is not installed");
    return Document.program(name).orElseThrow();
  }
}
