package io.probeagent.bench.subject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The JDK that the agent's JRE is made of: the image takes 25. */
public record Jdk(Path home, String version, String vendor) {
  private static final int LEAST = 25;

  /** The JDK in a folder; empty if there is none, or one that is too old. */
  static Optional<Jdk> at(Path home) {
    Properties release = new Properties();
    try (var in = Files.newInputStream(home.resolve("release"))) {
      release.load(in);
    } catch (IOException none) {
      return Optional.empty();
    }
    String version = release.getProperty("JAVA_VERSION", "0").replace("\"", "");
    String vendor = release.getProperty("IMPLEMENTOR", "unknown").replace("\"", "");
    boolean fits = Files.isExecutable(home.resolve("bin/jlink")) && feature(version) >= LEAST;
    return fits ? Optional.of(new Jdk(home, version, vendor)) : Optional.empty();
  }

  /** The given one, or that which runs this, or one of those that Debian has. */
  public static Jdk find(@Nullable Path given) throws IOException {
    Stream<Path> candidates =
        given != null
            ? Stream.of(given)
            : Stream.concat(Stream.of(Path.of(System.getProperty("java.home"))), installed());
    return candidates
        .flatMap(home -> at(home).stream())
        .findFirst()
        .orElseThrow(
            () ->
                new IOException(
                    "no JDK %d or newer %s (give one with --jdk DIR)"
                        .formatted(LEAST, given == null ? "found" : "in '" + given + "'")));
  }

  private static Stream<Path> installed() throws IOException {
    Path folder = Path.of("/usr/lib/jvm");
    if (!Files.isDirectory(folder)) {
      return Stream.of();
    }
    try (Stream<Path> homes = Files.list(folder)) {
      return homes.sorted().toList().stream();
    }
  }

  static int feature(String version) {
    return Integer.parseInt(version.replaceAll("[^0-9].*", ""));
  }

  @Override
  public String toString() {
    return vendor + " " + version;
  }
}
