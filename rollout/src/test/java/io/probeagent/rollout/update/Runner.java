package io.probeagent.rollout.update;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.probeagent.rollout.process.Await;
import io.probeagent.rollout.process.Child;
import io.probeagent.rollout.process.Folder;
import io.probeagent.rollout.process.Java;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Starts the runnable jar as a person would, and knows all that it has started. */
final class Runner implements AutoCloseable {
  private final Path root;
  private final Path temporary;
  private final List<Child> children = new ArrayList<>();

  Runner() throws IOException {
    root = Folder.create();
    temporary = Files.createDirectory(root.resolve("t"));
  }

  static Path jar(String property) {
    return Path.of(Optional.ofNullable(System.getProperty(property)).orElse("")).normalize();
  }

  /** For files of a test. */
  Path root() {
    return root;
  }

  Path report() {
    return root.resolve("report");
  }

  Child start(Consumer<String> listener, List<String> arguments) throws IOException {
    List<String> all = new ArrayList<>(arguments);
    all.add("--report=" + report());
    List<String> command = new ArrayList<>(new Java(Java.running()).jar(jar("rollout.jar"), all));
    command.add(1, "-Djava.io.tmpdir=" + temporary);
    Path log = root.resolve(children.size() + ".log");
    Child child = Child.start(command, Map.of(), log, listener);
    children.add(child);
    return child;
  }

  /** The short run of all tests, with more options or others. */
  Run quick(String... options) throws Exception {
    return run(Duration.ofMinutes(4), line -> {}, quickOptions(options));
  }

  static List<String> quickOptions(String... options) {
    List<String> all =
        new ArrayList<>(List.of("--warm-up=0s", "--baseline=1s", "--probe-period=250ms"));
    all.addAll(List.of(options));
    return all;
  }

  Run run(Duration most, Consumer<String> listener, List<String> arguments) throws Exception {
    Child child = start(listener, arguments);
    int code =
        child
            .awaitExit(most)
            .orElseThrow(() -> new AssertionError("still runs: " + child.output().tail()));
    nothingIsLeft();
    Path json = report().resolve("report.json");
    return new Run(
        code,
        child.output().lines(),
        Files.exists(json)
            ? Optional.of(new ObjectMapper().readTree(json.toFile()))
            : Optional.empty());
  }

  /** Fails unless all processes and folders of all runs are gone. */
  void nothingIsLeft() throws Exception {
    assertThat(Await.answer(Duration.ofSeconds(60), this::ofPods, List::isEmpty)).isEmpty();
    assertThat(temporary).isEmptyDirectory();
  }

  /** The processes that were started by a run. */
  List<ProcessHandle> ofPods() {
    return ProcessHandle.allProcesses().filter(this::isOfPod).toList();
  }

  /** Apps know the folder by their environment, agents and HAProxy by their command line. */
  private boolean isOfPod(ProcessHandle process) {
    try {
      Path proc = Path.of("/proc/" + process.pid());
      String command = Files.readString(proc.resolve("cmdline"));
      return !command.contains("java.io.tmpdir=" + temporary)
          && (command.contains(temporary + "/")
              || Files.readString(proc.resolve("environ")).contains("PROBE_DIR=" + temporary));
    } catch (IOException | UncheckedIOException goneOrNotOurs) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    children.forEach(Child::close);
    ofPods().forEach(ProcessHandle::destroyForcibly);
    Folder.delete(root);
  }

  /** What came of a run; without a report if none was written. */
  record Run(int code, List<String> lines, Optional<JsonNode> written) {
    JsonNode report() {
      return written.orElseThrow(() -> new AssertionError("no report: " + text()));
    }

    /** One of the totals, such as {@code failed}. */
    long total(String name) {
      return report().path("totals").path(name).asLong(-1);
    }

    /** Those that an update has deleted. */
    List<JsonNode> oldPods() {
      List<JsonNode> pods = new ArrayList<>();
      report().path("pods").forEach(pod -> pods.add(pod));
      pods.removeIf(pod -> !pod.has("deletedBy"));
      return pods;
    }

    String text() {
      return String.join("\n", lines);
    }
  }
}
