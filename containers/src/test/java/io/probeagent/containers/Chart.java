package io.probeagent.containers;

import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The chart of the sample app, rendered by real Helm. */
final class Chart {
  private static final Path SOURCES = Path.of("..", "charts").toAbsolutePath().normalize();
  private static final Path COPY = Path.of("target", "charts").toAbsolutePath();

  /** Helm would take the oldest that it knows. */
  private static final String KUBERNETES = "1.34.0";

  private static @Nullable Helm chart;

  private Chart() {}

  /**
   * The pod that comes of some values.
   *
   * @param values YAML, over those of the chart
   */
  static synchronized Manifest pod(String title, String values) throws IOException {
    if (chart == null) {
      chart = built();
    }
    Path file = Files.writeString(COPY.resolve(title + "-values.yaml"), values);
    return Manifest.of(
        chart.template().withKubeVersion(KUBERNETES).withName(title).withValuesFile(file).call());
  }

  /** Of a copy: Helm puts what a chart depends on into its folder. */
  private static Helm built() {
    for (String name : new String[] {"probe-agent", "sample-app"}) {
      copy(SOURCES.resolve(name), COPY.resolve(name));
    }
    Helm helm = new Helm(COPY.resolve("sample-app"));
    helm.dependency().update().call();
    return helm;
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file));
        Files.createDirectories(target.getParent());
        Files.write(target, Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
