package io.probeagent.bench.cli;

import io.probeagent.bench.subject.Jdk;
import io.probeagent.bench.subject.Workshop;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the repository is that this jar was built in, and the JDK. */
final class Place {
  @Option(
      names = "--jdk",
      paramLabel = "DIR",
      description =
          "the JDK, 25 or newer, that the agent's JRE is made of; default: the one that runs this, or"
              + " one in /usr/lib/jvm")
  @Nullable Path jdk;

  /** That of the repository which this jar was built in. */
  Workshop workshop() throws IOException, UsageException {
    return workshop(target().resolve("../..").normalize());
  }

  /** That of any checkout. */
  Workshop workshop(Path project) throws IOException, UsageException {
    if (!Files.isRegularFile(project.resolve("Dockerfile.agent"))) {
      throw new UsageException(
          "no Dockerfile.agent in '" + project + "' (expected: a checkout of this project)");
    }
    return new Workshop(project, target(), Jdk.find(jdk));
  }

  /** The folder of this jar, or of the classes. */
  private static Path target() {
    try {
      Path self = Path.of(Place.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return self.toAbsolutePath().resolveSibling("");
    } catch (URISyntaxException neverOfAFile) {
      throw new IllegalStateException(neverOfAFile);
    }
  }
}
