package io.probeagent.agent.config;

import java.util.Locale;

/**
 * Everything that can be set. Each is an environment variable ({@code PROBE_DRAIN_DELAY}) and a
 * flag ({@code --drain-delay}); those marked per app also exist with the app's name in them ({@code
 * PROBE_WEB_DRAIN_DELAY}, {@code --web-drain-delay}).
 */
enum Setting {
  DIR("/run/probe", "an absolute path", "the folder shared with the app; may appear later"),
  LISTEN(":9810", ":port, host:port or [v6]:port", "address of the HTTP endpoints; :port is all"),
  APPS("", "DNS labels with commas, at most 16", "the apps, each with its subfolder of the folder"),
  FILE("live", "a file name", "name of the probe file", true),
  FILE_MAX_AGE(
      "auto",
      "auto, off, or 1s to 24h",
      "how old the probe file's mtime may be; auto: off, and 15s for Liberty's files",
      true),
  FILES("plain", "plain or liberty", "one probe file, or the three of Open Liberty", true),
  SOCKET("signal.sock", "a file name", "name of the stream socket", true),
  NOTIFY_SOCKET("notify.sock", "a file name", "name of the sd_notify socket", true),
  SOCKET_MODE("0666", "octal, 0600 to 0777", "mode of both sockets", true),
  POLL("5s", "100ms to 60s", "how often folder and ports are looked at, though nothing tells to"),
  LEASE_TIMEOUT("10s", "100ms to 10m", "how long a lost lease may come back", true),
  WATCHDOG(
      "off",
      "off, or 100ms to 24h",
      "longest time between two WATCHDOG=1 of an app that is ready; WATCHDOG_USEC overrides it",
      true),
  APP_PORTS(
      "",
      "ports from 1 to 65535 with commas, at most 16, at least one without ?",
      "ports that the app listens on; one with a ? need not be open, its connections only count",
      true),
  READY_BY(
      "auto",
      "auto or word",
      "auto: an app that says nothing is ready when it listens on all its ports; Liberty's files"
          + " say it",
      true),
  RELOADING("ready", "ready or unready", "readiness while the app reloads", true),
  GRACE_PERIOD("30s", "1s to 24h", "the pod's terminationGracePeriodSeconds"),
  DRAIN_DELAY("5s", "0s to 1h, below the drain time-out", "propagation delay of a drain", true),
  DRAIN_TIMEOUT(
      "auto",
      "auto, or below the grace period",
      "the longest that /drain holds; auto: the grace period less 10s, or half of it",
      true),
  DRAIN_READINESS("fail", "fail or hold", "readiness until the propagation delay is over", true),
  READINESS_THRESHOLD(
      "1", "1 to 100", "answers of 503 that kubelet must be given before /drain ends", true),
  DRAIN_UNTIL(
      "idle", "idle or delay", "whether /drain also holds until nothing is in flight", true),
  CONTROL_TOKEN("", "16 to 256 visible characters", "bearer token of /drain and /undrain"),
  CONTROL_TOKEN_FILE("", "an absolute path", "file with that token; read again when it changes"),
  CONTROL_UIDS(
      "auto", "auto, or UIDs with commas", "who may drain over the socket; auto: 0 and own"),
  SIDECAR("auto", "auto, native or regular", "what a SIGTERM to the agent means"),
  EXIT_WITH_APP("false", "true or false", "exit 0 once every app has ended, for Jobs"),
  MAX_CONNECTIONS("256", "16 to 10000", "HTTP connections; beyond, the oldest idle one is closed"),
  LOG_FORMAT("json", "json or text", "form of the log lines on standard output"),
  LOG_LEVEL("info", "debug, info, warn or error", "least level that is logged");

  private static final String PREFIX = "PROBE_";

  private final String fallback;
  private final String expected;
  private final String help;
  private final boolean perApp;

  Setting(String fallback, String expected, String help) {
    this(fallback, expected, help, false);
  }

  Setting(String fallback, String expected, String help, boolean perApp) {
    this.fallback = fallback;
    this.expected = expected;
    this.help = help;
    this.perApp = perApp;
  }

  String fallback() {
    return fallback;
  }

  /** Form, unit and range of a value, for messages and for the help. */
  String expected() {
    return expected;
  }

  String help() {
    return help;
  }

  boolean isPerApp() {
    return perApp;
  }

  /** Whether its value must not be shown. */
  boolean isSecret() {
    return this == CONTROL_TOKEN;
  }

  String variable() {
    return PREFIX + name();
  }

  String flag() {
    return "--" + key().replace('_', '-');
  }

  /** The name in {@code --print-config}. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  String variable(String app) {
    return PREFIX + app.toUpperCase(Locale.ROOT).replace('-', '_') + "_" + name();
  }

  String flag(String app) {
    return "--" + app + "-" + key().replace('_', '-');
  }
}
