package io.probeagent.tools.model;

import io.probeagent.tools.yaml.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What kubelet does to a container to ask it or to tell it: a probe, or a hook.
 *
 * @param name {@code livenessProbe}, {@code preStop} and so on
 * @param field it; there is something in it
 */
public record Handler(Container container, String name, Field field) {
  /** What a number of a probe can be at most: int32. */
  private static final long MOST = Integer.MAX_VALUE;

  /** All probes of a container. */
  public static List<Handler> probesOf(Container container) {
    List<Handler> probes = new ArrayList<>();
    for (String name : Container.PROBES) {
      probe(container, name).ifPresent(probes::add);
    }
    return probes;
  }

  /** All hooks of a container. */
  public static List<Handler> hooksOf(Container container) {
    List<Handler> hooks = new ArrayList<>();
    for (String name : List.of("postStart", "preStop")) {
      hook(container, name).ifPresent(hooks::add);
    }
    return hooks;
  }

  /** Probes, then hooks. */
  public static List<Handler> allOf(Container container) {
    List<Handler> all = probesOf(container);
    all.addAll(hooksOf(container));
    return all;
  }

  public static Optional<Handler> probe(Container container, String name) {
    return of(container, name, container.probe(name));
  }

  public static Optional<Handler> preStop(Container container) {
    return hook(container, "preStop");
  }

  private static Optional<Handler> hook(Container container, String name) {
    return of(container, name, container.field().at("lifecycle", name));
  }

  private static Optional<Handler> of(Container container, String name, Field field) {
    return field.fields().isEmpty()
        ? Optional.empty()
        : Optional.of(new Handler(container, name, field));
  }

  public boolean isProbe() {
    return name.endsWith("Probe");
  }

  /** {@code livenessProbe of container web}. */
  public String title() {
    return (isProbe() ? name : name + " hook") + " of container " + container.name();
  }

  /** Whether it has an action of a kind: {@code httpGet}, {@code exec} … */
  public boolean has(String action) {
    return !field.get(action).isNull();
  }

  /** The path of its httpGet with its query. */
  public String target() {
    String path = field.at("httpGet", "path").textOr("/");
    return path.startsWith("/") ? path : "/" + path;
  }

  /** The path of its httpGet without its query. */
  public String path() {
    String target = target();
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /** The field of the port that it asks; not there if it asks none. */
  public Field portField() {
    for (String action : List.of("httpGet", "tcpSocket", "grpc")) {
      if (has(action)) {
        return field.at(action, "port");
      }
    }
    return field.at("httpGet", "port");
  }

  /** The port's number; a name is looked up in this container alone, as kubelet does. */
  public Optional<Long> port() {
    Field port = portField();
    return port.number().isPresent()
        ? Optional.of(port.numberOr(0))
        : port.text().flatMap(container::port);
  }

  /** What its exec runs. */
  public List<String> command() {
    return field.at("exec", "command").items().stream().map(word -> word.textOr("")).toList();
  }

  /** In s (core/v1: 10 by default). */
  public long period() {
    return number("periodSeconds", 10);
  }

  /** In s (core/v1: 1 by default). */
  public long timeout() {
    return number("timeoutSeconds", 1);
  }

  /** How often it must fail in a row (core/v1: 3 by default). */
  public long failureThreshold() {
    return number("failureThreshold", 3);
  }

  /** 0 is what a field that is not there says, too, and has its default (SetDefaults_Probe). */
  private long number(String name, long otherwise) {
    long written = field.get(name).numberOr(0);
    return written == 0 ? otherwise : Math.max(1, Math.min(MOST, written));
  }
}
