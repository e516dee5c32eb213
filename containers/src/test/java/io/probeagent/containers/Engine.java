package io.probeagent.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** How podman is set up, whatever the machine's own files say. */
final class Engine {
  private static final String CONFIGURATION =
      """
      [containers]
      default_ulimits = ["nofile=20000:20000", "nproc=32768:32768"]
      log_driver = "k8s-file"
      [engine]
      runtime = "runc"
      cgroup_manager = "cgroupfs"
      events_logger = "file"
      """;

  private Engine() {}

  /** The variables that podman is run with. */
  static Map<String, String> environment() {
    try {
      Path folder = Files.createDirectories(Path.of("target", "podman").toAbsolutePath());
      Path file = Files.writeString(folder.resolve("containers.conf"), CONFIGURATION);
      return Map.of("CONTAINERS_CONF", file.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
