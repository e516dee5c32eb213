package io.probeagent.tools.model;

import io.probeagent.tools.model.Container.Role;
import io.probeagent.tools.yaml.Field;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The agent in a pod, and what it is set to. */
public record Sidecar(Container container) {
  /** The port of its endpoints unless {@code PROBE_LISTEN} says another. */
  public static final int PORT = 9810;

  private static final String NAME = "probe-agent";
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

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
        .filter(word -> !word.startsWith("-"))
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

  /** A setting that stands in its environment as a value. */
  public Optional<String> setting(String name) {
    return container.env(name).flatMap(entry -> entry.get("value").text());
  }

  /** A setting that is a duration; the default if it is not set or cannot be read. */
  public Duration duration(String name, Duration otherwise) {
    Matcher matcher = DURATION.matcher(setting(name).orElse(""));
    if (!matcher.matches()) {
      return otherwise;
    }
    long count = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      default -> Duration.ofHours(count);
    };
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
}
