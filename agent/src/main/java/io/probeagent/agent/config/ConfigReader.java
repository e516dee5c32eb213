package io.probeagent.agent.config;

import io.probeagent.agent.config.Config.App;
import io.probeagent.agent.config.Config.Files;
import io.probeagent.agent.config.Config.Level;
import io.probeagent.agent.config.Config.Listen;
import io.probeagent.agent.config.Config.Sidecar;
import io.probeagent.agent.config.Config.Value;
import io.probeagent.agent.lifecycle.Policy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the environment and the flags, which win over it, into a {@link Config}. */
public final class ConfigReader {
  private static final Duration DAY = Duration.ofDays(1);
  private static final int MAX_APPS = 16;
  private static final int MAX_PORTS = 16;
  private static final String AUTO = "auto";

  private final Given given = new Given();

  private ConfigReader() {}

  /**
   * Reads and checks everything.
   *
   * @throws ConfigException with every problem that was found, not just the first
   */
  public static Config read(Map<String, String> environment, List<String> flags)
      throws ConfigException {
    return new ConfigReader().config(environment, flags);
  }

  private Config config(Map<String, String> environment, List<String> flags)
      throws ConfigException {
    Sources.readFlags(given, flags);
    List<String> names = names(environment);
    Sources.checkFlags(given, names);
    Sources.readEnvironment(given, environment, names);

    Path dir = given.read(Setting.DIR, Values::absolutePath).orElse(Path.of("/"));
    Duration grace = duration(Setting.GRACE_PERIOD, Duration.ofSeconds(1), DAY);
    boolean alone = given.text(Setting.APPS).value().isEmpty();
    List<App> apps = new ArrayList<>();
    for (String name : names) {
      apps.add(app(name, alone ? dir : dir.resolve(name), grace));
    }
    Config config =
        new Config(
            dir,
            given.read(Setting.LISTEN, Values::listen).orElse(new Listen("", 0)),
            List.copyOf(apps),
            duration(Setting.POLL, Duration.ofMillis(100), Duration.ofMinutes(1)),
            grace,
            optional(Setting.CONTROL_TOKEN, Values::token),
            optional(Setting.CONTROL_TOKEN_FILE, Values::absolutePath),
            uids(),
            given.read(Setting.SIDECAR, t -> Values.oneOf(Sidecar.class, t)).orElse(Sidecar.AUTO),
            given.read(Setting.EXIT_WITH_APP, Values::truth).orElse(false),
            given.read(Setting.MAX_CONNECTIONS, t -> Values.number(t, 16, 10_000)).orElse(0),
            given.read(Setting.LOG_FORMAT, t -> choice(t, "json", "text")).orElse(true),
            given.read(Setting.LOG_LEVEL, t -> Values.oneOf(Level.class, t)).orElse(Level.INFO),
            Map.copyOf(given.effective()));
    for (App app : config.apps()) {
      if (app.ports().contains(config.listen().port())) {
        given.problem(
            "the ports of "
                + app.name()
                + " are "
                + app.ports()
                + ", where the agent itself listens (expected: the app's own ports)");
      }
    }
    if (config.token().isPresent() && config.tokenFile().isPresent()) {
      given.problem(
          "PROBE_CONTROL_TOKEN and PROBE_CONTROL_TOKEN_FILE are both set (expected: one of them)");
    }
    if (!given.problems().isEmpty()) {
      throw new ConfigException(given.problems());
    }
    return config;
  }

  private List<String> names(Map<String, String> environment) {
    String variable = Setting.APPS.variable();
    if (!given.has(variable) && environment.containsKey(variable)) {
      given.put(variable, environment.getOrDefault(variable, ""), variable);
    }
    return given
        .read(
            Setting.APPS,
            t -> t.isEmpty() ? Optional.of(List.of("app")) : Values.labels(t, MAX_APPS))
        .orElse(List.of());
  }

  private App app(String name, Path dir, Duration grace) {
    Duration timeout = drainTimeout(name, grace);
    Duration delay = duration(Setting.DRAIN_DELAY, name, Duration.ZERO, Duration.ofHours(1));
    if (delay.compareTo(timeout) > 0) {
      given.problem(
          "the drain delay of "
              + name
              + " is "
              + delay.toMillis()
              + "ms (expected: at most its drain time-out, "
              + timeout.toMillis()
              + "ms: the grace period leaves no more)");
    }
    Policy policy =
        new Policy(
            duration(Setting.LEASE_TIMEOUT, name, Duration.ofMillis(100), Duration.ofMinutes(10)),
            offOr(Setting.FILE_MAX_AGE, name, Duration.ofSeconds(1)),
            given.read(Setting.RELOADING, name, t -> choice(t, "unready", "ready")).orElse(false),
            offOr(Setting.WATCHDOG, name, Duration.ofMillis(100)),
            given.read(Setting.READY_BY, name, t -> choice(t, AUTO, "word")).orElse(true),
            delay,
            timeout,
            grace,
            given.read(Setting.DRAIN_READINESS, name, t -> choice(t, "hold", "fail")).orElse(false),
            given.read(Setting.READINESS_THRESHOLD, name, t -> Values.number(t, 1, 100)).orElse(1),
            given.read(Setting.DRAIN_UNTIL, name, t -> choice(t, "idle", "delay")).orElse(true));
    Path file = dir.resolve(given.read(Setting.FILE, name, Values::fileName).orElse("live"));
    Path socket = socket(Setting.SOCKET, name, dir);
    Path notify = socket(Setting.NOTIFY_SOCKET, name, dir);
    checkLength(socket, notify);
    if (List.of(file, socket, notify).stream().distinct().count() < 3) {
      given.problem(
          "probe file and sockets of "
              + name
              + " are "
              + List.of(file, socket, notify)
              + " (expected: three different names)");
    }
    return new App(
        name,
        dir,
        file,
        given.read(Setting.FILES, name, t -> Values.oneOf(Files.class, t)).orElse(Files.PLAIN),
        socket,
        notify,
        given.read(Setting.SOCKET_MODE, name, Values::mode).orElse(0),
        ports(name),
        policy);
  }

  private Path socket(Setting setting, String name, Path dir) {
    return dir.resolve(given.read(setting, name, Values::fileName).orElse(name));
  }

  /** Of two paths in one folder the longer one tells enough. */
  private void checkLength(Path a, Path b) {
    Path path = bytes(a) > bytes(b) ? a : b;
    if (bytes(path) > App.MAX_SOCKET_PATH) {
      given.problem(
          "the socket's path "
              + path
              + " has "
              + bytes(path)
              + " bytes (expected: at most "
              + App.MAX_SOCKET_PATH
              + "; shorten PROBE_DIR)");
    }
  }

  private static int bytes(Path path) {
    return path.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  private List<Integer> ports(String name) {
    return given
        .read(
            Setting.APP_PORTS,
            name,
            t ->
                t.isEmpty()
                    ? Optional.of(List.<Integer>of())
                    : Values.list(t, p -> Values.number(p, 1, 65535))
                        .filter(ports -> ports.size() <= MAX_PORTS)
                        .map(ports -> ports.stream().distinct().toList()))
        .orElse(List.of());
  }

  private Duration offOr(Setting setting, String name, Duration least) {
    return given
        .read(
            setting,
            name,
            t -> t.equals("off") ? Optional.of(Duration.ZERO) : Values.duration(t, least, DAY))
        .orElse(Duration.ZERO);
  }

  /** Half of a grace period that has no 10 s to spare. */
  private Duration drainTimeout(String name, Duration grace) {
    Duration most = grace.minusMillis(1);
    Duration auto =
        grace.compareTo(Duration.ofSeconds(20)) < 0 ? grace.dividedBy(2) : grace.minusSeconds(10);
    return given
        .read(
            Setting.DRAIN_TIMEOUT,
            name,
            t ->
                t.equals(AUTO) ? Optional.of(auto) : Values.duration(t, Duration.ofMillis(1), most))
        .orElse(most);
  }

  private Set<Integer> uids() {
    return new HashSet<>(
        given
            .read(
                Setting.CONTROL_UIDS,
                t ->
                    t.equals(AUTO)
                        ? Optional.of(List.of(0))
                        : Values.list(t, u -> Values.number(u, 0, Integer.MAX_VALUE)))
            .orElse(List.of()));
  }

  private <T> Optional<T> optional(
      Setting setting, java.util.function.Function<String, Optional<T>> reader) {
    Value value = given.text(setting);
    if (value.value().isEmpty()) {
      given.effective().put(setting.key(), value);
      return Optional.empty();
    }
    return given.read(setting, reader);
  }

  private Duration duration(Setting setting, Duration least, Duration most) {
    return given.read(setting, t -> Values.duration(t, least, most)).orElse(most);
  }

  private Duration duration(Setting setting, String app, Duration least, Duration most) {
    return given.read(setting, app, t -> Values.duration(t, least, most)).orElse(Duration.ZERO);
  }

  private static Optional<Boolean> choice(String text, String yes, String no) {
    return text.equals(yes)
        ? Optional.of(true)
        : text.equals(no) ? Optional.of(false) : Optional.empty();
  }
}
