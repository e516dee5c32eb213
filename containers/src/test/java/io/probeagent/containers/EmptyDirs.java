package io.probeagent.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The emptyDirs of a pod, as kubelet makes them: one folder each that everybody may write to, a
 * tmpfs of the given size for {@code medium: Memory}, and the folder of a {@code subPath} like the
 * volume itself (pkg/volume/emptydir, pkg/volume/util/subpath). Podman's own belong to whoever
 * mounts them first, are of one pod only by their name, and know no subPath.
 */
final class EmptyDirs implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Path home;
  private final List<Path> mounted = new ArrayList<>();

  EmptyDirs(Path home) {
    this.home = home;
  }

  /** Makes the folders, and puts them into the manifest in place of the volumes. */
  void mount(Map<String, Object> spec) throws IOException {
    Map<String, Path> folders = new LinkedHashMap<>();
    for (Map<String, Object> volume : Node.maps(spec, "volumes").toList()) {
      if (volume.containsKey("emptyDir")) {
        Path folder = Files.createDirectories(home.resolve(Node.text(volume, "name")));
        Map<String, Object> emptyDir = Node.map(volume, "emptyDir");
        if ("Memory".equals(emptyDir.get("medium"))) {
          mountMemory(folder, Node.text(emptyDir, "sizeLimit"));
        }
        open(folder);
        folders.put(Node.text(volume, "name"), folder);
      }
    }
    for (Map<String, Object> container : Node.maps(spec, "containers").toList()) {
      for (Map<String, Object> mount : Node.maps(container, "volumeMounts").toList()) {
        Path folder = folders.get(Node.text(mount, "name"));
        if (folder != null && mount.containsKey("subPath")) {
          String subPath = Node.text(mount, "subPath");
          Path part = Files.createDirectories(folder.resolve(subPath));
          open(part);
          mount.remove("subPath");
          mount.put("name", mount.get("name") + "-" + subPath);
          folders.putIfAbsent(Node.text(mount, "name"), part);
        }
      }
    }
    List<Object> volumes = new ArrayList<>();
    Node.maps(spec, "volumes")
        .filter(volume -> !volume.containsKey("emptyDir"))
        .forEach(volumes::add);
    folders.forEach(
        (name, folder) ->
            volumes.add(
                Map.of(
                    "name", name, "hostPath", Map.of("path", "" + folder, "type", "Directory"))));
    spec.put("volumes", volumes);
  }

  private void mountMemory(Path folder, String sizeLimit) {
    if (!sizeLimit.endsWith("Mi")) {
      throw new AssertionError("sizeLimit '" + sizeLimit + "' (expected: whole Mi)");
    }
    String size = "size=" + sizeLimit.replace("Mi", "m");
    run("mount", "-t", "tmpfs", "-o", size + ",nosuid,nodev,noexec", "tmpfs", folder.toString());
    mounted.add(folder);
  }

  private static void open(Path folder) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  private static void run(String... command) {
    Command.run(LIMIT, Map.of(), List.of(command)).expectSuccess();
  }

  /** Takes away the mounts below a folder that a run which was cut off has left. */
  static void clear(Path folder) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/mounts"))) {
      String place = line.split(" ", -1)[1];
      if (place.startsWith(folder + "/")) {
        run("umount", place);
      }
    }
  }

  @Override
  public void close() {
    mounted.forEach(folder -> run("umount", folder.toString()));
    mounted.clear();
  }
}
