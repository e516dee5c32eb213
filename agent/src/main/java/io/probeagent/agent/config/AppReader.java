package io.probeagent.agent.config;

import io.probeagent.agent.config.Config.App;
import io.probeagent.agent.config.Config.Files;
import io.probeagent.agent.lifecycle.Policy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Reads what is set for one app, or for all of them. */
final class AppReader {
  private static final Duration LIBERTY_MAX_AGE = Duration.ofSeconds(15);

  private final Given given;
  private final Duration grace;

  AppReader(Given given, Duration grace) {
    this.given = given;
    this.grace = grace;
  }

  App app(String name, Path dir) {
    Duration timeout = drainTimeout(name);
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
    Files files =
        given.read(Setting.FILES, name, t -> Values.oneOf(Files.class, t)).orElse(Files.PLAIN);
    Policy policy =
        new Policy(
            duration(Setting.LEASE_TIMEOUT, name, Duration.ofMillis(100), Duration.ofMinutes(10)),
            fileMaxAge(name, files),
            given
                .read(Setting.RELOADING, name, t -> ConfigReader.choice(t, "unready", "ready"))
                .orElse(false),
            offOr(Setting.WATCHDOG, name, Duration.ofMillis(100)),
            given
                    .read(
                        Setting.READY_BY,
                        name,
                        t -> ConfigReader.choice(t, ConfigReader.AUTO, "word"))
                    .orElse(true)
                && files == Files.PLAIN,
            delay,
            timeout,
            grace,
            given
                .read(Setting.DRAIN_READINESS, name, t -> ConfigReader.choice(t, "hold", "fail"))
                .orElse(false),
            given.read(Setting.READINESS_THRESHOLD, name, t -> Values.number(t, 1, 100)).orElse(1),
            given
                .read(Setting.DRAIN_UNTIL, name, t -> ConfigReader.choice(t, "idle", "delay"))
                .orElse(true));
    AppPorts ports = given.read(Setting.APP_PORTS, name, AppPorts::of).orElse(AppPorts.NONE);
    Path file = dir.resolve(given.read(Setting.FILE, name, Values::fileName).orElse("live"));
    Path socket = socket(Setting.SOCKET, name, dir);
    Path notify = socket(Setting.NOTIFY_SOCKET, name, dir);
    checkLength(socket, notify);
    checkNames(name, files, List.of(file, socket, notify));
    return new App(
        name,
        dir,
        file,
        files,
        socket,
        notify,
        given.read(Setting.SOCKET_MODE, name, Values::mode).orElse(0),
        ports.needed(),
        ports.counted(),
        policy);
  }

  private Path socket(Setting setting, String name, Path dir) {
    return dir.resolve(given.read(setting, name, Values::fileName).orElse(name));
  }

  private void checkNames(String name, Files files, List<Path> paths) {
    List<Path> all = new ArrayList<>(paths);
    if (files == Files.LIBERTY) {
      all.add(paths.get(0).resolveSibling("started"));
      all.add(paths.get(0).resolveSibling("ready"));
    }
    if (new HashSet<>(all).size() < all.size()) {
      String count = files == Files.LIBERTY ? "five" : "three";
      given.problem(
          "probe file and sockets of "
              + name
              + " are "
              + all
              + " (expected: "
              + count
              + " different names)");
    }
  }

  /** Of two paths in one folder the longer one tells enough. */
  private void checkLength(Path a, Path b) {
    Path path = bytes(a) >= bytes(b) ? a : b;
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

  private Duration offOr(Setting setting, String name, Duration least) {
    return given.read(setting, name, t -> offOr(t, least)).orElse(Duration.ZERO);
  }

  private static Optional<Duration> offOr(String text, Duration least) {
    return text.equals("off")
        ? Optional.of(Duration.ZERO)
        : Values.duration(text, least, ConfigReader.DAY);
  }

  /** Open Liberty's own advice is half as long again as its interval, which is mostly 10 s. */
  private Duration fileMaxAge(String name, Files files) {
    Duration auto = files == Files.LIBERTY ? LIBERTY_MAX_AGE : Duration.ZERO;
    return given
        .read(
            Setting.FILE_MAX_AGE,
            name,
            t -> t.equals(ConfigReader.AUTO) ? Optional.of(auto) : offOr(t, Duration.ofSeconds(1)))
        .orElse(Duration.ZERO);
  }

  /** Half of a grace period that has no 10 s to spare. */
  private Duration drainTimeout(String name) {
    Duration most = grace.minusMillis(1);
    Duration auto =
        grace.compareTo(Duration.ofSeconds(20)) < 0 ? grace.dividedBy(2) : grace.minusSeconds(10);
    return given
        .read(
            Setting.DRAIN_TIMEOUT,
            name,
            t ->
                t.equals(ConfigReader.AUTO)
                    ? Optional.of(auto)
                    : Values.duration(t, Duration.ofMillis(1), most))
        .orElse(most);
  }

  private Duration duration(Setting setting, String app, Duration least, Duration most) {
    return given.read(setting, app, t -> Values.duration(t, least, most)).orElse(Duration.ZERO);
  }
}
