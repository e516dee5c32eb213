package io.probeagent.tools.lint;

import io.probeagent.tools.model.Given;
import io.probeagent.tools.model.Setting;
import io.probeagent.tools.model.Sidecar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Rules over what the agent is set to. */
final class SettingRules {
  static final List<Rule> ALL =
      List.of(
          new Rule("setting-unknown", Severity.ERROR, SettingRules::unknown),
          new Rule("setting-refused", Severity.ERROR, SettingRules::refused),
          new Rule("sidecar-kind", Severity.ERROR, SettingRules::kind));

  /** What the agent ignores, since Kubernetes sets it for a Service named probe. */
  private static final Pattern SERVICE_LINK =
      Pattern.compile(
          "PROBE(_[A-Z0-9_]+)?_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?"
              + "|PORT(_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)");

  private SettingRules() {}

  private static void unknown(Scene scene, Findings findings) {
    Sidecar sidecar = scene.sidecar().orElse(null);
    if (sidecar == null) {
      return;
    }
    List<String> apps = sidecar.apps();
    for (Given given : Given.all(sidecar.container())) {
      boolean link = !given.isFlag() && SERVICE_LINK.matcher(given.name()).matches();
      boolean hiddenApp =
          sidecar.isHidden("PROBE_APPS") && Setting.ofAnyApp(given.name()).isPresent();
      if (link || hiddenApp || Setting.of(given.name(), apps).isPresent()) {
        continue;
      }
      Optional<Setting> ofApp = Setting.ofAnyApp(given.name());
      Optional<String> nearest = Nearest.to(given.name(), known(apps));
      String hint =
          ofApp.isPresent() && nearest.filter(near -> isClose(near, given)).isEmpty()
              ? "it would be %s of an app that PROBE_APPS does not name"
                  .formatted(ofApp.get().variable())
              : nearest
                  .map(near -> "did you mean %s?".formatted(written(near, given)))
                  .orElse("see docs/settings.md for those that are known");
      findings.add(
          given.at(),
          "the agent knows no %s and ends with exit code 2: no probe is answered, and the pod never gets ready (%s)"
              .formatted(given.written(), hint),
          nearest.map(near -> fix(near, given)).orElse(""));
    }
  }

  private static void refused(Scene scene, Findings findings) {
    Sidecar sidecar = scene.sidecar().orElse(null);
    if (sidecar == null) {
      return;
    }
    for (Given given : Given.all(sidecar.container())) {
      Optional<Setting> setting = Setting.of(given.name(), sidecar.apps());
      if (!given.isHidden() && setting.filter(it -> !it.takes(given.text())).isPresent()) {
        String shown =
            setting.get() == Setting.CONTROL_TOKEN ? "(hidden)" : "'" + given.text() + "'";
        findings.add(
            given.at(),
            "the agent refuses %s %s (expected: %s) and ends with exit code 2: no probe is answered, and the pod never gets ready"
                .formatted(given.written(), shown, setting.get().expected()));
      }
    }
    delay(sidecar, findings);
    Optional<Given> token = sidecar.given("PROBE_CONTROL_TOKEN");
    Optional<Given> file = sidecar.given("PROBE_CONTROL_TOKEN_FILE");
    if (token.isPresent() && file.isPresent()) {
      findings.add(
          file.get().at(),
          "PROBE_CONTROL_TOKEN and PROBE_CONTROL_TOKEN_FILE are both set, which the agent refuses with exit code 2: no probe is answered, and the pod never gets ready");
    }
  }

  private static void delay(Sidecar sidecar, Findings findings) {
    if (sidecar.isHidden("PROBE_DRAIN_DELAY")
        || sidecar.isHidden("PROBE_GRACE_PERIOD")
        || sidecar.isHidden("PROBE_DRAIN_TIMEOUT")) {
      return;
    }
    Duration grace = sidecar.duration("PROBE_GRACE_PERIOD", Duration.ofSeconds(30));
    Duration timeout = sidecar.duration("PROBE_DRAIN_TIMEOUT", Sidecar.usualDrainTimeout(grace));
    Duration delay = sidecar.drainDelay();
    if (delay.compareTo(timeout) > 0) {
      findings.add(
          sidecar
              .given("PROBE_DRAIN_DELAY")
              .or(() -> sidecar.given("PROBE_GRACE_PERIOD"))
              .map(Given::at)
              .orElse(sidecar.container().field()),
          "the drain delay is %s, and a grace period of %s leaves a drain %s: the agent refuses that with exit code 2, no probe is answered, and the pod never gets ready"
              .formatted(Words.seconds(delay), Words.seconds(grace), Words.seconds(timeout)),
          "- {name: PROBE_GRACE_PERIOD, value: %ds}   # and terminationGracePeriodSeconds"
              .formatted(delay.toSeconds() + 15));
    }
  }

  private static void kind(Scene scene, Findings findings) {
    Sidecar sidecar = scene.sidecar().orElse(null);
    String kind = sidecar == null ? "" : sidecar.setting("PROBE_SIDECAR").orElse("");
    Optional<Given> given = sidecar == null ? Optional.empty() : sidecar.given("PROBE_SIDECAR");
    if (sidecar == null || given.isEmpty()) {
      return;
    }
    if (kind.equals("native") && !sidecar.isNative()) {
      findings.add(
          given.get().at(),
          "the agent is one of the containers, and is told that it is native: it ends at the SIGTERM that it gets together with the app, and no probe is answered while the app drains",
          "- {name: PROBE_SIDECAR, value: regular}");
    } else if (kind.equals("regular") && sidecar.isNative()) {
      findings.add(
          given.get().at(),
          "the agent is a native sidecar, and is told that it is regular: it gets SIGTERM when every app has ended, and waits for one that crashed until the grace period of %d s is nearly over"
              .formatted(scene.workload().gracePeriod()),
          "- {name: PROBE_SIDECAR, value: native}");
    }
  }

  private static List<String> known(List<String> apps) {
    List<String> known = new ArrayList<>();
    for (Setting setting : Setting.values()) {
      known.add(setting.variable());
      if (setting.isPerApp()) {
        apps.forEach(app -> known.add(Sidecar.ofApp(setting.variable(), app)));
      }
    }
    return known;
  }

  /** A slip of one or two letters is a misspelt setting rather than one of an unknown app. */
  private static boolean isClose(String near, Given given) {
    return Math.abs(near.length() - given.name().length()) <= 2;
  }

  private static String written(String variable, Given given) {
    return given.isFlag()
        ? "--" + variable.substring("PROBE_".length()).toLowerCase(Locale.ROOT).replace('_', '-')
        : variable;
  }

  private static String fix(String near, Given given) {
    if (given.isFlag()) {
      return "- " + written(near, given) + "=" + given.text();
    }
    return given.isHidden()
        ? "- name: " + near
        : "- {name: %s, value: \"%s\"}".formatted(near, given.text());
  }
}
