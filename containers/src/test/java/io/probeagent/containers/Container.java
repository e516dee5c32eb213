package io.probeagent.containers;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One container of a pod. */
final class Container {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Podman podman;
  private final String name;

  Container(Podman podman, String name) {
    this.podman = podman;
    this.name = name;
  }

  /** Its end. */
  record Exit(int code, Instant at) {}

  String name() {
    return name;
  }

  void start() {
    podman.run("start", name);
  }

  void signal(String signal) {
    podman.run("kill", "--signal", signal, name);
  }

  /** Waits for its end. */
  Exit awaitExit() {
    podman.run("wait", "--interval", "50ms", name);
    return new Exit(
        Integer.parseInt(inspect("{{.State.ExitCode}}")),
        Instant.parse(
            inspect("{{.State.FinishedAt.UTC.Format \"2006-01-02T15:04:05.999999999Z\"}}")));
  }

  boolean isRunning() {
    return Boolean.parseBoolean(inspect("{{.State.Running}}"));
  }

  String inspect(String format) {
    return podman.run("inspect", "--type", "container", "--format", format, name);
  }

  /** Everything that it has printed. */
  String log() {
    Command.Result result = podman.call("logs", name);
    return result.out() + result.err();
  }

  /** Runs a command in it, in the exec form: without a shell. */
  Command.Result exec(String... command) {
    return podman.call(
        Stream.concat(Stream.of("exec", name), Stream.of(command)).toArray(String[]::new));
  }

  /** Runs a sub-command of the image's own program. */
  Command.Result tool(String... words) throws IOException {
    String entrypoint =
        podman.run(
            "image", "inspect", "--format", "{{json .Config.Entrypoint}}", inspect("{{.Image}}"));
    Stream<String> program = Stream.of(JSON.readValue(entrypoint, String[].class));
    return exec(Stream.concat(program, Stream.of(words)).toArray(String[]::new));
  }

  /** /proc/1/status, by its fields, as seen from outside: that needs nothing of the image. */
  Map<String, List<String>> status() throws IOException {
    try (Stream<String> lines = Files.lines(process().resolve("status"))) {
      return lines
          .map(line -> List.of(line.strip().split("[:\\s]+", -1)))
          .collect(
              Collectors.toMap(words -> words.get(0), words -> words.subList(1, words.size())));
    }
  }

  /** The options of what is mounted in it, by the place; the last one counts. */
  Map<String, String> mounts() throws IOException {
    try (Stream<String> lines = Files.lines(process().resolve("mountinfo"))) {
      return lines
          .map(line -> line.split(" ", -1))
          .collect(Collectors.toMap(words -> words[4], words -> words[5], (below, above) -> above));
    }
  }

  /** Its first process in the file system of the machine. */
  Path process() {
    return Path.of("/proc", inspect("{{.State.Pid}}"));
  }
}
