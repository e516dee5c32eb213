package io.probeagent.tools.lint;

import io.probeagent.tools.model.Container;
import io.probeagent.tools.model.Sidecar;
import io.probeagent.tools.yaml.Field;
import java.util.List;
import java.util.Optional;

/** Where in the volume an app looks for the agent, and the agent for an app. */
final class FolderRules {
  static final List<Rule> ALL =
      List.of(
          new Rule("volume-other-path", Severity.ERROR, FolderRules::otherPath),
          new Rule("app-folder-unknown", Severity.ERROR, FolderRules::unknownFolder));

  private FolderRules() {}

  private static void otherPath(Scene scene, Findings findings) {
    String volume = scene.sidecar().flatMap(Sidecar::volume).orElse("");
    if (volume.isEmpty()) {
      return;
    }
    for (Container app : scene.workload().apps()) {
      Field mount = app.mountOf(volume).orElse(null);
      if (mount == null) {
        continue;
      }
      String path = withoutSlash(mount.get("mountPath").textOr(""));
      for (String name : List.of("PROBE_DIR", "NOTIFY_SOCKET")) {
        Optional<Field> value = app.env(name).map(entry -> entry.get("value"));
        String told = value.flatMap(Field::text).orElse(path);
        // An abstract socket is in no folder; $(…) is filled in by kubelet.
        if (!told.startsWith("@")
            && !told.contains("$(")
            && !isWithin(/* inner= */ told, /* outer= */ path)) {
          findings.add(
              value.orElseThrow(),
              "%s of container %s says %s, and the volume is mounted at %s: app and agent look into different folders"
                  .formatted(name, app.name(), told, path),
              "mountPath: "
                  + (name.equals("PROBE_DIR") ? told : scene.sidecar().orElseThrow().dir()));
        }
      }
    }
  }

  private static void unknownFolder(Scene scene, Findings findings) {
    Sidecar sidecar = scene.sidecar().orElse(null);
    String volume = scene.sidecar().flatMap(Sidecar::volume).orElse("");
    String apps = scene.sidecar().flatMap(it -> it.setting("PROBE_APPS")).orElse("");
    if (sidecar == null || volume.isEmpty() || apps.isBlank()) {
      return;
    }
    List<String> names = List.of(apps.strip().split("\\s*,\\s*"));
    for (Container app : scene.workload().apps()) {
      app.mountOf(volume)
          .filter(mount -> !reaches(mount, app, names))
          .ifPresent(
              mount ->
                  findings.add(
                      mount.get("subPath").exists() ? mount.get("subPath") : mount,
                      "container %s writes into %s of the volume, and the agent looks only into %s (PROBE_APPS): what it says is never read"
                          .formatted(app.name(), folder(mount), String.join(", ", names)),
                      "subPath: " + (names.contains(app.name()) ? app.name() : names.get(0))));
    }
  }

  /** By its subPath, or because it is told a folder below the mount. */
  private static boolean reaches(Field mount, Container app, List<String> names) {
    String subPath = withoutSlash(mount.get("subPath").textOr(""));
    if (!subPath.isEmpty()) {
      return names.contains(subPath) || subPath.contains("$(");
    }
    if (!mount.get("subPathExpr").isNull()) {
      return true;
    }
    String path = withoutSlash(mount.get("mountPath").textOr(""));
    return List.of("PROBE_DIR", "NOTIFY_SOCKET").stream()
        .map(name -> app.env(name).flatMap(entry -> entry.get("value").text()).orElse(path))
        .anyMatch(told -> names.stream().anyMatch(name -> isWithin(told, path + "/" + name)));
  }

  private static String folder(Field mount) {
    String subPath = mount.get("subPath").textOr("");
    return subPath.isEmpty() ? "the root" : "folder " + subPath;
  }

  private static boolean isWithin(String inner, String outer) {
    String plain = withoutSlash(inner);
    return plain.equals(outer) || plain.startsWith(outer + "/");
  }

  private static String withoutSlash(String path) {
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
