package io.probeagent.tools.inject;

import io.probeagent.tools.model.Sidecar;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which variables the agent takes: one that it does not know keeps it from starting. */
final class AgentSettings {
  /** Those that exist for each app too. */
  static final List<String> OF_APPS =
      List.of(
          "FILE",
          "FILE_MAX_AGE",
          "FILES",
          "SOCKET",
          "NOTIFY_SOCKET",
          "SOCKET_MODE",
          "LEASE_TIMEOUT",
          "WATCHDOG",
          "APP_PORTS",
          "READY_BY",
          "RELOADING",
          "DRAIN_DELAY",
          "DRAIN_TIMEOUT",
          "DRAIN_READINESS",
          "READINESS_THRESHOLD",
          "DRAIN_UNTIL");

  static final List<String> OF_ALL =
      List.of(
          "POLL",
          "CONTROL_TOKEN",
          "CONTROL_TOKEN_FILE",
          "CONTROL_UIDS",
          "EXIT_WITH_APP",
          "MAX_CONNECTIONS",
          "LOG_FORMAT",
          "LOG_LEVEL");

  /** Those that follow from the pod, with what to say instead. */
  static final Map<String, String> FOLLOW =
      Map.of(
          "DIR", "nothing: it is /run/probe",
          "LISTEN", "port",
          "APPS", "container",
          "GRACE_PERIOD", "the pod's terminationGracePeriodSeconds",
          "SIDECAR", "sidecar");

  private static final String PREFIX = "PROBE_";

  private AgentSettings() {}

  /** The variable of an app; the name is empty for one that is alone. */
  static String variable(String app, String setting) {
    return app.isEmpty() ? PREFIX + setting : Sidecar.ofApp(PREFIX + setting, app);
  }

  /**
   * Checks variables.
   *
   * @param apps names of the apps; none if there is one alone
   */
  static void check(Collection<String> variables, List<String> apps) {
    for (String variable : variables) {
      problem(variable, apps)
          .ifPresent(
              expected -> {
                throw new Unfit(
                    Reason.BAD_SETTING,
                    "%s cannot be set (expected: %s)".formatted(variable, expected));
              });
    }
  }

  private static Optional<String> problem(String variable, List<String> apps) {
    String setting = variable.substring(PREFIX.length());
    if (FOLLOW.containsKey(setting)) {
      return Optional.ofNullable(FOLLOW.get(setting));
    }
    boolean known =
        OF_ALL.contains(setting)
            || OF_APPS.contains(setting)
            || apps.stream()
                .anyMatch(
                    app -> OF_APPS.stream().anyMatch(it -> variable(app, it).equals(variable)));
    return known ? Optional.empty() : Optional.of("a setting of the agent, see docs/settings.md");
  }
}
