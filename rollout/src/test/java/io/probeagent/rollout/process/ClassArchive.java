package io.probeagent.rollout.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The agent's classes as the JVM wants them, made once for all tests of a run: they start the agent
 * some two hundred times. Where it cannot be made, they start it more slowly.
 */
public final class ClassArchive {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private static @Nullable List<String> option;

  private ClassArchive() {}

  /** The command that runs the agent's jar. */
  public static List<String> agent(Path jar, List<String> arguments) {
    List<String> command = new ArrayList<>(new Java(Java.running()).jar(jar, arguments));
    command.addAll(1, option());
    return command;
  }

  /** Not made while the class is set up: what reads the process's output needs it too. */
  private static synchronized List<String> option() {
    List<String> known = option;
    if (known == null) {
      known = made();
      option = known;
    }
    return known;
  }

  private static List<String> made() {
    Path jar = Path.of(System.getProperty("agent.jar", "")).toAbsolutePath().normalize();
    try {
      Path archive = jar.resolveSibling("agent-" + Runtime.version().feature() + ".jsa");
      Files.deleteIfExists(archive);
      Path folder = Folder.create();
      try {
        make(archive, jar, folder);
      } finally {
        Folder.delete(folder);
      }
      return Files.exists(archive) ? List.of("-XX:SharedArchiveFile=" + archive) : List.of();
    } catch (IOException | LifeBroken slower) {
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private static void make(Path archive, Path jar, Path folder)
      throws IOException, InterruptedException, LifeBroken {
    List<String> command =
        new Java(Java.running()).jar(jar, List.of("--dir=" + folder, "--listen=127.0.0.1:0"));
    command.add(1, "-XX:ArchiveClassesAtExit=" + archive);
    try (Child child = Child.start(command, Map.of(), folder.resolve("log"), line -> {})) {
      AgentProcess.started(child, LIMIT).prober().verdicts();
      child.terminate();
      if (child.awaitExit(LIMIT).isEmpty()) {
        Files.deleteIfExists(archive);
      }
    }
  }
}
