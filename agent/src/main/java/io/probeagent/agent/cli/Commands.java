package io.probeagent.agent.cli;

import io.probeagent.agent.config.Config;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code check}, {@code status}, {@code drain}, {@code undrain} and {@code notify}. */
public final class Commands {
  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int USAGE = 2;

  /** The agent answers at its cap, which may be another one than that of the settings here. */
  private static final Duration DRAINED = Duration.ofHours(24);

  private static final List<String> PROBES = List.of("live", "ready", "startup");

  private final Config config;
  private final PrintStream out;
  private final PrintStream err;

  public Commands(Config config, PrintStream out, PrintStream err) {
    this.config = config;
    this.out = out;
    this.err = err;
  }

  /**
   * Runs one.
   *
   * @param words the command and what stands behind it, flags apart
   * @return the exit code: 0 done or yes, 1 no or nobody answers, 2 wrong usage
   */
  public int run(List<String> words) {
    List<String> rest = words.subList(1, words.size());
    return switch (words.get(0)) {
      case "check" -> check(rest);
      case "status" -> status(rest);
      case "drain" -> drain(rest);
      case "undrain" -> each("undrain", "UNDRAIN", rest);
      case "notify" -> notify(rest);
      default -> usage("unknown command '" + words.get(0) + "' (see --help)");
    };
  }

  private int check(List<String> words) {
    if (!words.isEmpty() && words.get(0).equals("url")) {
      return checkUrl(words.subList(1, words.size()));
    }
    if (words.isEmpty() || words.size() > 2 || !PROBES.contains(words.get(0))) {
      return usage("check takes live, ready or startup, and an app if only one is meant");
    }
    return apps(words.subList(1, words.size()))
        .map(apps -> ask(apps, List.of("CHECK " + words.get(0)), false))
        .orElse(USAGE);
  }

  private int checkUrl(List<String> words) {
    Optional<URI> address = words.size() == 1 ? UrlCheck.address(words.get(0)) : Optional.empty();
    if (address.isEmpty()) {
      return usage("check url takes one address, as in: check url http://web:8080/");
    }
    try {
      int status = UrlCheck.status(address.get());
      boolean yes = UrlCheck.isYes(status);
      out.println(yes ? "ok" : address.get() + " answered " + status);
      return yes ? OK : FAILED;
    } catch (IOException e) {
      err.println("probe-agent: nobody answers at " + address.get() + ": " + e.getMessage());
      return FAILED;
    }
  }

  private int status(List<String> words) {
    Optional<List<Config.App>> apps = appsOf("status", words);
    if (apps.isEmpty()) {
      return USAGE;
    }
    int worst = OK;
    for (Config.App app : apps.get()) {
      try {
        out.print(StatusText.of(SocketClient.ask(app.socket(), List.of("STATE")).get(0)));
      } catch (IOException e) {
        worst = unreachable(app, e);
      }
    }
    return worst;
  }

  /** All are drained before the first one is waited for: the waits are then one. */
  private int drain(List<String> words) {
    if (words.isEmpty() || !words.get(0).equals("wait")) {
      return each("drain", "DRAIN", words);
    }
    Optional<List<Config.App>> apps = appsOf("drain wait", words.subList(1, words.size()));
    if (apps.isEmpty()) {
      return USAGE;
    }
    int worst = OK;
    if (apps.get().size() > 1) {
      worst = ask(apps.get(), List.of("DRAIN"), true);
    }
    for (Config.App app : apps.get()) {
      try {
        String answer = SocketClient.ask(app.socket(), List.of("DRAIN wait"), DRAINED).get(0);
        out.println(answer.startsWith("ERR ") ? answer.substring(4) : answer);
        worst = answer.startsWith("ERR ") ? FAILED : worst;
      } catch (IOException e) {
        worst = unreachable(app, e);
      }
    }
    return worst;
  }

  private int each(String command, String line, List<String> words) {
    return appsOf(command, words).map(apps -> ask(apps, List.of(line), true)).orElse(USAGE);
  }

  /** The app may stand first; it is needed if there are several. */
  private int notify(List<String> words) {
    List<String> lines = new ArrayList<>(words);
    List<String> named = new ArrayList<>();
    if (!lines.isEmpty() && !lines.get(0).contains("=")) {
      named.add(lines.remove(0));
    }
    if (lines.isEmpty() || lines.stream().anyMatch(l -> !l.contains("=") || l.contains("\n"))) {
      return usage("notify takes KEY=VALUE…, as in: notify READY=1 'STATUS=warm'");
    }
    if (lines.stream().anyMatch(l -> l.startsWith("INSTANCE="))) {
      return usage("notify cannot hold a lease: INSTANCE= is for connections that stay open");
    }
    Optional<List<Config.App>> apps = apps(named);
    if (apps.isPresent() && apps.get().size() > 1) {
      return usage("notify needs the app first, one of " + names());
    }
    return apps.map(one -> ask(one, lines, false)).orElse(USAGE);
  }

  private int ask(List<Config.App> apps, List<String> lines, boolean show) {
    int worst = OK;
    for (Config.App app : apps) {
      try {
        for (String answer : SocketClient.ask(app.socket(), lines)) {
          if (answer.startsWith("ERR ")) {
            out.println(answer.substring(4));
            worst = FAILED;
          } else if (show) {
            out.println(app.name() + ": " + answer);
          }
        }
      } catch (IOException e) {
        worst = unreachable(app, e);
      }
    }
    if (worst == OK && !show) {
      out.println("ok");
    }
    return worst;
  }

  private Optional<List<Config.App>> appsOf(String command, List<String> words) {
    if (words.size() > 1) {
      usage(command + " takes one app at most");
      return Optional.empty();
    }
    return apps(words);
  }

  /** The app that was named, or all. */
  private Optional<List<Config.App>> apps(List<String> names) {
    if (names.isEmpty()) {
      return Optional.of(config.apps());
    }
    List<Config.App> found =
        config.apps().stream().filter(app -> app.name().equals(names.get(0))).toList();
    if (found.isEmpty()) {
      usage("unknown app '" + names.get(0) + "' (expected: one of " + names() + ")");
      return Optional.empty();
    }
    return Optional.of(found);
  }

  private String names() {
    return String.join(", ", config.apps().stream().map(Config.App::name).toList());
  }

  private int usage(String message) {
    err.println("probe-agent: " + message);
    return USAGE;
  }

  private int unreachable(Config.App app, IOException e) {
    err.println(
        "probe-agent: no agent answers at "
            + app.socket()
            + ": "
            + e.getMessage()
            + " (is it running, and is PROBE_DIR right?)");
    return FAILED;
  }
}
