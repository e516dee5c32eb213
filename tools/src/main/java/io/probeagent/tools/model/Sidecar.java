package io.probeagent.tools.model;

import io.probeagent.tools.model.Container.Role;
import io.probeagent.tools.yaml.Field;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The agent in a pod, and what it is set to. */
public record Sidecar(Container container) {
  /** The port of its endpoints unless {@code PROBE_LISTEN} says another. */
  public static final int PORT = 9810;

  private static final String NAME = "probe-agent";

  static Optional<Sidecar> find(Workload workload) {
    return workload.containers().stream()
        .filter(each -> each.role() != Role.INIT)
        .filter(each -> each.name().equals(NAME) || each.imageName().equals(NAME))
        .filter(each -> !isCommand(each))
        .findFirst()
        .map(Sidecar::new);
  }

  /** Its image also has commands, such as {@code check url}: who runs one is an app like others. */
  private static boolean isCommand(Container container) {
    return container.field().get("args").items().stream()
        .findFirst()
        .flatMap(Field::text)
        .filter(word -> !word.startsWith("-") && !word.equals("serve"))
        .isPresent();
  }

  public boolean isNative() {
    return container.role() == Role.SIDECAR;
  }

  public int port() {
    String listen = setting("PROBE_LISTEN").orElse(":" + PORT);
    try {
      return Integer.parseInt(listen.substring(listen.lastIndexOf(':') + 1));
    } catch (NumberFormatException e) {
      return PORT;
    }
  }

  /** The folder shared with the apps. */
  public String dir() {
    return setting("PROBE_DIR").orElse("/run/probe");
  }

  /** A setting that stands in its arguments or its environment as a value; the flag wins. */
  public Optional<String> setting(String name) {
    return given(name).filter(found -> !found.isHidden()).map(Given::text);
  }

  /** Where a setting is given, be it in a ConfigMap. */
  public Optional<Given> given(String name) {
    return Given.of(container, name);
  }

  /** Whether a setting may have a value that is not in the manifest. */
  public boolean isHidden(String name) {
    return given(name)
        .map(Given::isHidden)
        .orElseGet(() -> !container.field().get("envFrom").items().isEmpty());
  }

  /** The setting of one app, or else that of all. */
  public Optional<String> setting(String name, String app) {
    String own = ofApp(name, app);
    return given(own).isPresent() ? setting(own) : setting(name);
  }

  /** {@code PROBE_WEB_FILE} of {@code PROBE_FILE} and {@code web}. */
  public static String ofApp(String name, String app) {
    String prefix = app.toUpperCase(Locale.ROOT).replace('-', '_');
    return "PROBE_" + prefix + name.substring("PROBE".length());
  }

  /** The names of the apps that it knows; {@code app} if none is named. */
  public List<String> apps() {
    String apps = setting("PROBE_APPS").orElse("");
    return apps.isEmpty()
        ? List.of("app")
        : Pattern.compile(",").splitAsStream(apps).map(String::strip).toList();
  }

  /** PROBE_DRAIN_TIMEOUT where nobody says it: the grace period less 10 s, or half of it. */
  public static Duration usualDrainTimeout(Duration grace) {
    Duration half = grace.dividedBy(2);
    Duration less = grace.minusSeconds(10);
    return less.compareTo(half) > 0 ? less : half;
  }

  /** How long it waits for the news of a drain to spread. */
  public Duration drainDelay() {
    return duration("PROBE_DRAIN_DELAY", Duration.ofSeconds(5));
  }

  /** A setting that is a duration; the default if it is not set or cannot be read. */
  public Duration duration(String name, Duration otherwise) {
    return setting(name).flatMap(Times::parse).orElse(otherwise);
  }

  /** The name of the volume that is mounted where its folder is. */
  public Optional<String> volume() {
    String dir = dir();
    return container.field().get("volumeMounts").items().stream()
        .filter(mount -> mount.get("mountPath").is(dir))
        .findFirst()
        .flatMap(mount -> mount.get("name").text());
  }

  /** Whether a probe or hook asks the agent. */
  public boolean isAskedBy(Field handler) {
    Field port = handler.at("httpGet", "port");
    return port.number().isPresent() && port.numberOr(0) == port();
  }

  /** Whether a probe or hook of any kind goes to the agent's port. */
  public boolean isAskedBy(Handler handler) {
    return handler.port().filter(port -> port == port()).isPresent();
  }
}
