package io.probeagent.containers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** An image of an installed Debian package and all that it needs, in place of a public one. */
final class DebianImage {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private DebianImage() {}

  /** Its name; the version of the package is its tag, so that it is made once. */
  static String of(Podman podman, String debianPackage) {
    String version =
        Command.run(
                LIMIT,
                Map.of(),
                List.of("dpkg-query", "--show", "--showformat", "${Version}", debianPackage))
            .expectSuccess();
    String name =
        "localhost/stand-in-%s:%s"
            .formatted(debianPackage, version.replaceAll("[^A-Za-z0-9.]", "-"));
    podman.script(Path.of("stand-in").toAbsolutePath(), name, debianPackage);
    return name;
  }
}
