package io.probeagent.rollout.life;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.probeagent.rollout.process.AgentProcess;
import io.probeagent.rollout.process.Await;
import io.probeagent.rollout.process.Child;
import io.probeagent.rollout.process.ClassArchive;
import io.probeagent.rollout.process.Folder;
import io.probeagent.rollout.process.Ports;
import io.probeagent.rollout.process.Prober;
import io.probeagent.rollout.process.Verdicts;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A shared folder, and the processes that a test starts around it, one after the other. */
final class Stage implements AutoCloseable {
  /** Only a test that fails waits that long. */
  static final Duration LIMIT = Duration.ofSeconds(60);

  /** What a process may take from its start to its end: a compiler is busy all the time. */
  private static final Duration WHOLE = Duration.ofMinutes(4);

  private final Path root;
  private final Path dir;
  private final InetSocketAddress address;
  private final List<Child> children = new ArrayList<>();

  private Stage() throws IOException {
    root = Folder.create();
    dir = Files.createDirectory(root.resolve("run"));
    address = Ports.free();
  }

  static Stage set() throws IOException {
    return new Stage();
  }

  static Path jar(String property) {
    return Path.of(Optional.ofNullable(System.getProperty(property)).orElse("")).normalize();
  }

  /** Of the Go compiler: what it makes of Go's own library is the same in every test. */
  static Path goCache() {
    return jar("rollout.jar").toAbsolutePath().resolveSibling("go-cache");
  }

  Path root() {
    return root;
  }

  Path dir() {
    return dir;
  }

  Path socket() {
    return dir.resolve("signal.sock");
  }

  InetSocketAddress address() {
    return address;
  }

  Prober prober() {
    return new Prober(address, LIMIT);
  }

  /** Starts an agent on the folder, always at the same address; it serves when this returns. */
  AgentProcess agent(String... flags) throws Exception {
    return AgentProcess.started(run(List.of(), Map.of(), agentCommand(flags)), LIMIT);
  }

  /** The command of an agent; flags that are given win over those of the stage. */
  List<String> agentCommand(String... flags) {
    List<String> all = new ArrayList<>(List.of(flags));
    if (all.stream().noneMatch(flag -> flag.startsWith("--dir="))) {
      all.add("--dir=" + dir);
    }
    if (all.stream().noneMatch(flag -> flag.startsWith("--listen="))) {
      all.add("--listen=127.0.0.1:" + address.getPort());
    }
    return ClassArchive.agent(jar("agent.jar").toAbsolutePath(), all);
  }

  /** Starts any process, which ends with the stage at the latest. */
  Child run(List<String> prefix, Map<String, String> environment, List<String> command)
      throws IOException {
    List<String> whole = new ArrayList<>(prefix);
    whole.addAll(command);
    Path log = root.resolve(children.size() + ".log");
    Child child = Child.start(whole, environment, log, line -> {});
    children.add(child);
    return child;
  }

  /** Waits until the agent answers so. */
  void await(Verdicts expected) throws InterruptedException {
    Verdicts actual = Await.answer(LIMIT, prober()::verdicts, expected::equals);
    assertThat(actual).as(this::said).isEqualTo(expected);
  }

  /** Waits until {@code /state} tells of that phase. */
  void awaitPhase(AgentProcess agent, String expected) throws InterruptedException {
    String actual = Await.answer(LIMIT, agent::phase, expected::equals);
    assertThat(actual).as(this::said).isEqualTo(expected);
  }

  /** Waits until the log has told so: it keeps what has been, where an answer can be missed. */
  static void awaitLogged(AgentProcess agent, Map<String, String> fields)
      throws InterruptedException {
    assertThat(agent.child().output().await(LIMIT, line -> tells(line, fields)))
        .as(() -> fields + " in " + agent.child().output().tail())
        .isPresent();
  }

  private static boolean tells(String line, Map<String, String> fields) {
    JsonNode event = AgentProcess.event(line);
    return fields.entrySet().stream()
        .allMatch(field -> event.path(field.getKey()).asText().equals(field.getValue()));
  }

  /** Waits until somebody listens on the socket. */
  void awaitSocket() throws InterruptedException {
    awaitSocket(socket());
  }

  void awaitSocket(Path path) throws InterruptedException {
    assertThat(Await.answer(LIMIT, () -> isListenedTo(path), listened -> listened))
        .as(this::said)
        .isTrue();
  }

  private static boolean isListenedTo(Path path) {
    try (Talk talk = Talk.to(path)) {
      return talk.say("CHECK live").length() > 0;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Waits until {@code /state} counts an error of that kind. */
  void awaitError(AgentProcess agent, String kind) throws InterruptedException {
    String wanted = "\"kind\":\"" + kind + '"';
    String errors =
        Await.answer(
            LIMIT,
            () -> agent.state().path("source_errors").toString(),
            json -> json.contains(wanted));
    assertThat(errors).as(this::said).contains(wanted);
  }

  /** Waits until the state file says so: what comes by file is not acknowledged. */
  void awaitRemembered(String text) throws InterruptedException {
    Path file = dir.resolve(".agent/state.json");
    assertThat(Await.answer(LIMIT, () -> read(file), json -> json.contains(text))).contains(text);
  }

  private String said() {
    return children.stream().map(child -> child.output().tail()).toList().toString();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException notThereYet) {
      return "";
    }
  }

  /** Waits for a process's end; returns its exit code. */
  static int exitCode(Child child) throws InterruptedException {
    return child
        .awaitExit(WHOLE)
        .orElseThrow(() -> new AssertionError("still runs: " + child.output().tail()));
  }

  @Override
  public void close() throws IOException {
    children.forEach(Child::close);
    Folder.delete(root);
  }
}
