package io.probeagent.tools.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What the agent can be set to; a test compares it with the agent's own table. What it does not
 * take stops its start with exit code 2.
 */
public enum Setting {
  DIR(one("/.*"), "an absolute path"),
  LISTEN(
      one("(\\[[0-9A-Fa-f:.]+(%.+)?\\]|[A-Za-z0-9.-]*):\\d{1,5}"), ":port, host:port or [v6]:port"),
  APPS(
      one("|" + several("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")),
      "DNS labels with commas, at most 16"),
  FILE(fileName(), "a file name", true),
  FILE_MAX_AGE(words("auto", "off").or(time("1s", "24h")), "auto, off, or 1s to 24h", true),
  FILES(words("plain", "liberty"), "plain or liberty", true),
  SOCKET(fileName(), "a file name", true),
  NOTIFY_SOCKET(fileName(), "a file name", true),
  SOCKET_MODE(one("0?[67][0-7]{2}"), "octal, 0600 to 0777", true),
  POLL(time("100ms", "60s"), "100ms to 60s"),
  LEASE_TIMEOUT(time("100ms", "10m"), "100ms to 10m", true),
  WATCHDOG(words("off").or(time("100ms", "24h")), "off, or 100ms to 24h", true),
  APP_PORTS(
      one("|(?=.*\\d\\s*(,|$))" + several("\\d{1,5}\\??")),
      "ports from 1 to 65535 with commas, at most 16, at least one without ?",
      true),
  READY_BY(words("auto", "word"), "auto or word", true),
  RELOADING(words("ready", "unready"), "ready or unready", true),
  GRACE_PERIOD(time("1s", "24h"), "1s to 24h"),
  DRAIN_DELAY(time("0s", "1h"), "0s to 1h, below the drain time-out", true),
  DRAIN_TIMEOUT(words("auto").or(time("1ms", "24h")), "auto, or below the grace period", true),
  DRAIN_READINESS(words("fail", "hold"), "fail or hold", true),
  READINESS_THRESHOLD(number(1, 100), "1 to 100", true),
  DRAIN_UNTIL(words("idle", "delay"), "idle or delay", true),
  CONTROL_TOKEN(one("|[!-~]{16,256}"), "16 to 256 visible characters"),
  CONTROL_TOKEN_FILE(one("|/.*"), "an absolute path"),
  CONTROL_UIDS(one("auto|" + several("\\d{1,10}")), "auto, or UIDs with commas"),
  SIDECAR(words("auto", "native", "regular"), "auto, native or regular"),
  EXIT_WITH_APP(words("true", "false"), "true or false"),
  MAX_CONNECTIONS(number(16, 10_000), "16 to 10000"),
  LOG_FORMAT(words("json", "text"), "json or text"),
  LOG_LEVEL(words("debug", "info", "warn", "error"), "debug, info, warn or error");

  private static final List<Setting> ALL = List.of(values());

  // A predicate that nobody can change; the check knows that of annotated types alone.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Predicate<String> form;

  private final String expected;
  private final boolean perApp;

  Setting(Predicate<String> form, String expected) {
    this(form, expected, false);
  }

  Setting(Predicate<String> form, String expected, boolean perApp) {
    this.form = form;
    this.expected = expected;
    this.perApp = perApp;
  }

  /** The setting of a variable, also of one app's: {@code PROBE_WEB_FILE} if there is a web. */
  public static Optional<Setting> of(String variable, List<String> apps) {
    return ALL.stream().filter(each -> each.isCalled(variable, apps)).findFirst();
  }

  /** A setting of one app that is in a variable's name, whatever the app. */
  public static Optional<Setting> ofAnyApp(String variable) {
    return ALL.stream()
        .filter(each -> each.perApp && variable.startsWith("PROBE_"))
        .filter(each -> variable.endsWith("_" + each.name()))
        .filter(each -> variable.length() > "PROBE_".length() + each.name().length() + 1)
        .findFirst();
  }

  public String variable() {
    return "PROBE_" + name();
  }

  /** Form, unit and range, in words. */
  public String expected() {
    return expected;
  }

  public boolean isPerApp() {
    return perApp;
  }

  public boolean takes(String text) {
    return form.test(text);
  }

  private boolean isCalled(String variable, List<String> apps) {
    return variable.equals(variable())
        || (perApp
            && apps.stream().anyMatch(app -> variable.equals(Sidecar.ofApp(variable(), app))));
  }

  private static Predicate<String> one(String pattern) {
    return Pattern.compile(pattern).asMatchPredicate();
  }

  private static String several(String item) {
    return "\\s*" + item + "\\s*(,\\s*" + item + "\\s*){0,15}";
  }

  private static Predicate<String> fileName() {
    return one("[A-Za-z0-9_][A-Za-z0-9._-]{0,63}");
  }

  private static Predicate<String> words(String... words) {
    return List.of(words)::contains;
  }

  private static Predicate<String> number(int least, int most) {
    return one("\\d{1,9}").and(t -> Integer.parseInt(t) >= least && Integer.parseInt(t) <= most);
  }

  private static Predicate<String> time(String least, String most) {
    Duration from = Times.parse(least).orElseThrow();
    Duration to = Times.parse(most).orElseThrow();
    return text ->
        Times.parse(text)
            .filter(time -> time.compareTo(from) >= 0 && time.compareTo(to) <= 0)
            .isPresent();
  }
}
