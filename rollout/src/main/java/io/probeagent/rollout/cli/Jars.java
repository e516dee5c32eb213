package io.probeagent.rollout.cli;

import io.probeagent.rollout.process.Java;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the programs are that run as pods. */
final class Jars {
  @Option(
      names = "--agent-jar",
      paramLabel = "PATH",
      description = "default: ../../agent/target/probe-agent.jar, seen from this jar")
  @Nullable Path agentJar;

  @Option(
      names = "--app-jar",
      paramLabel = "PATH",
      description = "default: ../../sample-app/target/sample-app.jar, likewise")
  @Nullable Path appJar;

  @Option(
      names = "--java",
      paramLabel = "PATH",
      description = "what runs both of them; default: the Java that runs this")
  Path java = Java.running();

  Path agent() throws UsageException {
    return found(agentJar, "--agent-jar", "agent", "probe-agent");
  }

  Path app() throws UsageException {
    return found(appJar, "--app-jar", "sample-app", "sample-app");
  }

  Path java() throws UsageException {
    if (!Files.isExecutable(java)) {
      throw new UsageException("--java is '" + java + "' (expected: an executable)");
    }
    return java;
  }

  private static Path found(@Nullable Path given, String option, String module, String name)
      throws UsageException {
    Path jar =
        Optional.ofNullable(given)
            .orElseGet(
                () -> home().resolve("../../" + module + "/target/" + name + ".jar").normalize());
    if (!Files.isRegularFile(jar)) {
      throw new UsageException(
          "there is no %s (expected: a jar; build it with 'mvn -pl %s -am package', or give %s)"
              .formatted(jar, module, option));
    }
    return jar;
  }

  /** The folder of this jar, or of the classes. */
  private static Path home() {
    try {
      Path self = Path.of(Jars.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return Optional.ofNullable(self.getParent()).orElse(self);
    } catch (URISyntaxException neverOfAFile) {
      throw new IllegalStateException(neverOfAFile);
    }
  }
}
