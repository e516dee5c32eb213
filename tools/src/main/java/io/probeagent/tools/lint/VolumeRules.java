package io.probeagent.tools.lint;

import io.probeagent.tools.model.Container;
import io.probeagent.tools.model.Sidecar;
import io.probeagent.tools.model.Workload;
import io.probeagent.tools.yaml.Field;
import java.util.List;
import java.util.Optional;

/** The volume in which the apps and the agent meet. */
final class VolumeRules {
  static final List<Rule> ALL =
      List.of(
          new Rule("volume-missing", Severity.ERROR, VolumeRules::missing),
          new Rule("volume-not-in-app", Severity.ERROR, VolumeRules::notInApp),
          new Rule("volume-read-only", Severity.ERROR, VolumeRules::readOnly),
          new Rule("volume-read-only-in-app", Severity.WARNING, VolumeRules::readOnlyInApp),
          new Rule("volume-outlives-pod", Severity.ERROR, VolumeRules::outlives),
          new Rule("volume-without-limit", Severity.INFO, VolumeRules::withoutLimit));

  private static final List<String> LASTING = List.of("hostPath", "persistentVolumeClaim", "nfs");

  private VolumeRules() {}

  private static Optional<Field> volume(Workload workload, Sidecar sidecar) {
    String name = sidecar.volume().orElse("");
    return workload.spec().get("volumes").items().stream()
        .filter(volume -> !name.isEmpty() && volume.get("name").is(name))
        .findFirst();
  }

  /** What an app that says nothing needs no volume for. */
  private static boolean looksAtPorts(Sidecar sidecar) {
    return sidecar.setting("PROBE_APP_PORTS").isPresent();
  }

  private static void missing(Scene scene, Findings findings) {
    Sidecar sidecar = scene.sidecar().orElse(null);
    if (sidecar != null && sidecar.volume().isEmpty() && !looksAtPorts(sidecar)) {
      findings.add(
          sidecar.container().field().get("volumeMounts"),
          "no volume is mounted at %s in container %s: no app can tell the agent anything, and no probe ever succeeds"
              .formatted(sidecar.dir(), sidecar.container().name()),
          "volumeMounts: [{name: probe, mountPath: %s}]".formatted(sidecar.dir()));
    }
  }

  private static void notInApp(Scene scene, Findings findings) {
    Sidecar sidecar = scene.sidecar().orElse(null);
    String volume = scene.sidecar().flatMap(Sidecar::volume).orElse("");
    if (sidecar == null || volume.isEmpty()) {
      return;
    }
    for (Container app : scene.workload().apps()) {
      if (app.mountOf(volume).isPresent()) {
        continue;
      }
      Optional<Field> told = app.env("PROBE_DIR").or(() -> app.env("NOTIFY_SOCKET"));
      if (told.isPresent() || (isAsked(sidecar, app) && !looksAtPorts(sidecar))) {
        findings.add(
            app.field().get("volumeMounts"),
            "container %s has not mounted volume %s, in which the agent waits for its words: what it says is lost, and its probes fail for ever"
                .formatted(app.name(), volume),
            "volumeMounts: [{name: %s, mountPath: %s}]".formatted(volume, sidecar.dir()));
      }
    }
  }

  private static boolean isAsked(Sidecar sidecar, Container app) {
    return Container.PROBES.stream().anyMatch(kind -> sidecar.isAskedBy(app.probe(kind)));
  }

  private static void readOnly(Scene scene, Findings findings) {
    Sidecar sidecar = scene.sidecar().orElse(null);
    String volume = scene.sidecar().flatMap(Sidecar::volume).orElse("");
    if (sidecar == null || volume.isEmpty()) {
      return;
    }
    sidecar
        .container()
        .mountOf(volume)
        .map(mount -> mount.get("readOnly"))
        .filter(Field::isTrue)
        .ifPresent(
            flag ->
                findings.add(
                    flag,
                    "the agent can make neither its sockets nor its state file in %s: apps that speak to it are not heard, and after its restart it knows nothing"
                        .formatted(sidecar.dir()),
                    "readOnly: false"));
  }

  /** A socket can be connected to in a read-only folder; a file cannot be made there. */
  private static void readOnlyInApp(Scene scene, Findings findings) {
    String volume = scene.sidecar().flatMap(Sidecar::volume).orElse("");
    for (Container app : scene.workload().apps()) {
      app.mountOf(volume)
          .filter(mount -> !volume.isEmpty() && app.env("NOTIFY_SOCKET").isEmpty())
          .map(mount -> mount.get("readOnly"))
          .filter(Field::isTrue)
          .ifPresent(
              flag ->
                  findings.add(
                      flag,
                      "container %s cannot make its probe file in a read-only mount: it stays unknown to the agent, unless it speaks over a socket"
                          .formatted(app.name()),
                      "readOnly: false"));
    }
  }

  private static void outlives(Scene scene, Findings findings) {
    Sidecar sidecar = scene.sidecar().orElse(null);
    if (sidecar == null) {
      return;
    }
    Field volume = volume(scene.workload(), sidecar).orElse(null);
    if (volume != null) {
      LASTING.stream()
          .map(volume::get)
          .filter(kind -> !kind.isNull())
          .forEach(
              kind ->
                  findings.add(
                      kind,
                      "volume %s is a %s: pods that share it take each other's files and sockets for their own, and a new pod finds what a dead one has left"
                          .formatted(volume.get("name").textOr(""), kind.name()),
                      "emptyDir: {medium: Memory, sizeLimit: 1Mi}"));
    }
  }

  private static void withoutLimit(Scene scene, Findings findings) {
    Sidecar sidecar = scene.sidecar().orElse(null);
    if (sidecar == null) {
      return;
    }
    Field empty =
        volume(scene.workload(), sidecar).map(volume -> volume.get("emptyDir")).orElse(null);
    if (empty != null && empty.exists() && empty.get("sizeLimit").isNull()) {
      findings.add(
          empty,
          empty.get("medium").is("Memory")
              ? "the volume lies in memory and has no sizeLimit: an app that writes into it by mistake fills its own memory limit and is killed"
              : "the volume has no sizeLimit: an app that writes into it by mistake fills the node's disk",
          "emptyDir: {medium: Memory, sizeLimit: 1Mi}");
    }
  }
}
