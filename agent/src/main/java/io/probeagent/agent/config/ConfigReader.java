package io.probeagent.agent.config;

import io.probeagent.agent.config.Config.App;
import io.probeagent.agent.config.Config.Level;
import io.probeagent.agent.config.Config.Listen;
import io.probeagent.agent.config.Config.Sidecar;
import io.probeagent.agent.config.Config.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the environment and the flags, which win over it, into a {@link Config}. */
public final class ConfigReader {
  static final Duration DAY = Duration.ofDays(1);
  private static final int MAX_APPS = 16;
  static final String AUTO = "auto";

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
    AppReader reader = new AppReader(given, grace);
    List<App> apps = new ArrayList<>();
    for (String name : names) {
      apps.add(reader.app(name, alone ? dir : dir.resolve(name)));
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
    checkPorts(config);
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

  private void checkPorts(Config config) {
    Map<Integer, String> owners = new HashMap<>();
    for (App app : config.apps()) {
      for (int port : app.allPorts()) {
        String other = owners.putIfAbsent(port, app.name());
        if (other != null) {
          given.problem(
              "port "
                  + port
                  + " is of "
                  + other
                  + " and of "
                  + app.name()
                  + " (expected: "
                  + Setting.APP_PORTS.variable(other)
                  + " and the like, a port in one of them)");
        }
        if (port == config.listen().port()) {
          given.problem(
              "PROBE_APP_PORTS of "
                  + app.name()
                  + " has "
                  + port
                  + ", where the agent itself listens (expected: the app's own ports)");
        }
      }
    }
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

  static Optional<Boolean> choice(String text, String yes, String no) {
    return text.equals(yes)
        ? Optional.of(true)
        : text.equals(no) ? Optional.of(false) : Optional.empty();
  }
}
