package io.probeagent.containers;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The container engine, with the storage and the configuration of the images' build. */
final class Podman {
  /**
   * What pods and the network of these tests are called: alike in every run in this folder, so that
   * a later one finds what is left, and not as in any other.
   */
  private static final String PREFIX =
      "probe-agent-it-%08x".formatted(Path.of("").toAbsolutePath().hashCode());

  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** Two Maven builds within containers, on a machine that may be busy. */
  private static final Duration BUILD_LIMIT = Duration.ofMinutes(15);

  private static @Nullable Podman podman;

  private static Command.@Nullable Result built;

  /** Whatever the machine's own files say. */
  private final Map<String, String> environment =
      Map.of("CONTAINERS_CONF", Path.of("containers.conf").toAbsolutePath().toString());

  private Podman() {}

  /** Says that the test is skipped where there is no engine, or nothing to build images of. */
  static synchronized Podman assumeUsable() {
    if (podman == null) {
      for (String program : List.of("podman", "runc")) {
        assumeTrue(Command.isInstalled(program), program + " is not installed");
      }
      assumeTrue("root".equals(System.getProperty("user.name")), "containers are run by root");
      podman = prepared();
    }
    return podman;
  }

  private static Podman prepared() {
    Podman engine = new Podman();
    if (built == null) {
      built = engine.build();
    }
    // 2: it says what is missing here; 1: what is here cannot be built.
    assumeTrue(built.exitCode() != 2, built.err());
    built.expectSuccess();
    engine.clear();
    engine.run("network", "create", "--disable-dns", PREFIX);
    Runtime.getRuntime().addShutdownHook(new Thread(engine::clear));
    return engine;
  }

  /** The images are those of the sources that are here; what did not change takes no time. */
  private Command.Result build() {
    Map<String, String> with = new HashMap<>(environment);
    String repository = System.getProperty("local.repository");
    if (repository != null) {
      with.put("LOCAL_REPOSITORY", repository);
    }
    String build = Path.of("build").toAbsolutePath().toString();
    return Command.run(BUILD_LIMIT, with, List.of(build, "--local"));
  }

  /** Takes away what this run, or one that was cut off, has left. */
  private void clear() {
    String pods = run("pod", "ps", "--quiet", "--filter", "name=^" + PREFIX);
    pods.lines().forEach(pod -> call("pod", "rm", "--force", "--time", "0", pod));
    call("network", "rm", "--force", PREFIX);
    try {
      EmptyDirs.clear(Pod.HOME);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Creates a pod, without starting it. */
  void create(String manifest) {
    run("kube", "play", "--start=false", "--network", PREFIX, manifest);
  }

  static String podName(String title) {
    return PREFIX + "-" + title;
  }

  /** The address of a container's pod. */
  String address(String container) {
    return run(
        "inspect",
        "--format",
        "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}",
        container);
  }

  /** Runs a command of it that must succeed; returns what it printed. */
  String run(String... arguments) {
    return call(arguments).expectSuccess();
  }

  /** Runs a script of this module that calls podman; returns what it printed. */
  String script(String script, String... arguments) {
    List<String> command =
        Stream.concat(Stream.of(Path.of(script).toAbsolutePath().toString()), Stream.of(arguments))
            .toList();
    return Command.run(LIMIT, environment, command).expectSuccess();
  }

  Command.Result call(String... arguments) {
    List<String> command = Stream.concat(Stream.of("podman"), Stream.of(arguments)).toList();
    return Command.run(LIMIT, environment, command);
  }
}
