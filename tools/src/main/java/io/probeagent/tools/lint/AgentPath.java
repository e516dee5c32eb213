package io.probeagent.tools.lint;

import java.util.Optional;

/** The paths that the agent answers, as its own router reads them. */
enum AgentPath {
  STARTUP,
  LIVE,
  READY,
  HEALTHZ,
  METRICS,
  STATE,
  DRAIN,
  UNDRAIN;

  /** The path of a target without its query; nothing if the agent answers 404. */
  static Optional<AgentPath> of(String path) {
    int slash = path.indexOf('/', 1);
    String name = slash < 0 ? path : path.substring(0, slash);
    AgentPath found =
        switch (name) {
          case "/startup", "/startupz" -> STARTUP;
          case "/live", "/livez" -> LIVE;
          case "/ready", "/readyz" -> READY;
          case "/healthz" -> HEALTHZ;
          case "/metrics" -> METRICS;
          case "/state" -> STATE;
          case "/drain" -> DRAIN;
          case "/undrain" -> UNDRAIN;
          default -> null;
        };
    boolean bare = slash < 0 || (found == DRAIN && slash == path.length() - 1);
    boolean named = slash > 0 && slash < path.length() - 1;
    return Optional.ofNullable(found).filter(it -> bare || (named && it.takesApp()));
  }

  /** Whether a probe or hook of the agent would ask so. */
  static boolean isKnown(String path) {
    return of(path).filter(it -> it.isProbe() || it == DRAIN).isPresent();
  }

  /** The app that a path names behind the endpoint; empty for all. */
  static String app(String path) {
    int slash = path.indexOf('/', 1);
    return slash < 0 ? "" : path.substring(slash + 1);
  }

  boolean isProbe() {
    return this == STARTUP || this == LIVE || this == READY;
  }

  boolean takesApp() {
    return isProbe() || this == DRAIN || this == UNDRAIN;
  }
}
