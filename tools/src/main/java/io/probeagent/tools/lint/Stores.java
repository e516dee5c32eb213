package io.probeagent.tools.lint;

import io.probeagent.tools.model.Container;
import io.probeagent.tools.model.Workload;
import io.probeagent.tools.yaml.Field;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Volumes that may be why only one pod at a time is wanted. */
final class Stores {
  /** Those that mostly one node alone can have. */
  private static final Set<String> DISKS =
      Set.of(
          "persistentVolumeClaim",
          "awsElasticBlockStore",
          "azureDisk",
          "cinder",
          "fc",
          "gcePersistentDisk",
          "iscsi",
          "rbd",
          "vsphereVolume");

  private static final Pattern SCRATCH =
      Pattern.compile(".*/(tmp|run|cache|\\.cache|log|logs|shm)(/.*)?|.*\\.sock");

  private Stores() {}

  static boolean hasDisk(Workload workload) {
    return workload.spec().get("volumes").items().stream()
        .anyMatch(volume -> DISKS.stream().anyMatch(kind -> volume.get(kind).exists()));
  }

  /** A folder of the pod or its node that an app may write to, and that is not just scratch. */
  static Optional<String> folder(Workload workload) {
    return workload.spec().get("volumes").items().stream()
        .filter(volume -> volume.get("hostPath").exists() || isPodsOwn(volume.get("emptyDir")))
        .flatMap(volume -> volume.get("name").text().stream())
        .filter(name -> workload.apps().stream().anyMatch(app -> writes(app, name)))
        .findFirst();
  }

  private static boolean isPodsOwn(Field emptyDir) {
    return emptyDir.exists() && !emptyDir.get("medium").is("Memory");
  }

  private static boolean writes(Container app, String volume) {
    return app.mountOf(volume)
        .filter(mount -> !mount.get("readOnly").isTrue())
        .filter(mount -> !SCRATCH.matcher(mount.get("mountPath").textOr("")).matches())
        .isPresent();
  }
}
