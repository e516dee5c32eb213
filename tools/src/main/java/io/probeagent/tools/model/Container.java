package io.probeagent.tools.model;

import io.probeagent.tools.yaml.Field;
import java.util.List;
import java.util.Optional;

/** A container of a pod. */
public record Container(Field field, Role role) {
  /** When a container runs. */
  public enum Role {
    /** Runs to its end before the apps start. */
    INIT,
    /**
     * An init container with {@code restartPolicy: Always}: runs beside the apps, ends after them.
     */
    SIDECAR,
    /** Listed under {@code containers}. */
    MAIN
  }

  /** The three probes, as they are called in a pod spec. */
  public static final List<String> PROBES =
      List.of("startupProbe", "readinessProbe", "livenessProbe");

  /** What to call it; every container has to have a name. */
  public String name() {
    return field.get("name").textOr("(no name)");
  }

  public String image() {
    return field.get("image").textOr("");
  }

  /** {@code probe-agent} of {@code registry.example/team/probe-agent:0.1.0@sha256:…}. */
  public String imageName() {
    String image = image();
    int digest = image.indexOf('@');
    String path = digest < 0 ? image : image.substring(0, digest);
    String last = path.substring(path.lastIndexOf('/') + 1);
    int tag = last.indexOf(':');
    return tag < 0 ? last : last.substring(0, tag);
  }

  /** The number of a port that it declares by name. */
  public Optional<Long> port(String name) {
    return field.get("ports").items().stream()
        .filter(port -> port.get("name").is(name))
        .findFirst()
        .map(port -> port.get("containerPort").numberOr(0));
  }

  /** Whether it declares a port of that number. */
  public boolean declares(long port) {
    return field.get("ports").items().stream()
        .anyMatch(each -> each.get("containerPort").numberOr(-1) == port);
  }

  public Field probe(String kind) {
    return field.get(kind);
  }

  /**
   * The entry of an environment variable; of two with one name the last, as the runtime takes it.
   */
  public Optional<Field> env(String name) {
    Field found = null;
    for (Field entry : field.get("env").items()) {
      if (entry.get("name").is(name)) {
        found = entry;
      }
    }
    return Optional.ofNullable(found);
  }

  /** The mount of a volume. */
  public Optional<Field> mountOf(String volume) {
    return field.get("volumeMounts").items().stream()
        .filter(mount -> mount.get("name").is(volume))
        .findFirst();
  }
}
