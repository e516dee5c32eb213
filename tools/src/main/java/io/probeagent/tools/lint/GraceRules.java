package io.probeagent.tools.lint;

import io.probeagent.tools.model.Container;
import io.probeagent.tools.model.Given;
import io.probeagent.tools.model.Handler;
import io.probeagent.tools.model.Sidecar;
import io.probeagent.tools.model.Times;
import io.probeagent.tools.plan.Ending;
import io.probeagent.tools.plan.Hook;
import io.probeagent.tools.plan.Script;
import io.probeagent.tools.plan.Timeline;
import io.probeagent.tools.yaml.Field;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Rules over the time that a pod has for its end. */
final class GraceRules {
  static final List<Rule> ALL =
      List.of(
          new Rule("grace-period-too-short", Severity.ERROR, GraceRules::tooShort),
          new Rule("grace-period-disagrees", Severity.ERROR, GraceRules::disagrees),
          new Rule("drain-timeout-too-long", Severity.WARNING, GraceRules::timeout),
          new Rule("readiness-threshold-disagrees", Severity.WARNING, GraceRules::threshold));

  private GraceRules() {}

  private static void tooShort(Scene scene, Findings findings) {
    if (scene.workload().isJob()) {
      return;
    }
    for (Container app : scene.workload().apps()) {
      Ending ending = Ending.of(scene.workload(), app, scene.longestRequest());
      Hook hook = ending.hook();
      boolean waits =
          hook instanceof Hook.Sleep
              || hook instanceof Hook.Drain
              || (ending.agent() != null && !ending.agent().delay().isZero());
      Timeline timeline = Timeline.of(ending);
      scriptTooLong(scene, app, hook, findings);
      if (!waits
          || hook instanceof Hook.Other
          || isRefused(scene, app)
          || !timeline.slack().isNegative()) {
        continue;
      }
      String sum =
          timeline.terms().stream()
              .filter(term -> !term.time().isZero())
              .map(term -> term.what() + " " + Words.seconds(term.time()))
              .collect(Collectors.joining(" + "));
      Field grace = scene.spec().get("terminationGracePeriodSeconds");
      boolean given = !scene.longestRequest().isZero();
      findings.add(
          grace.exists() ? grace : scene.spec(),
          "container %s needs %s = %s%s, and the grace period is %d s%s: it is killed %s before it is done, with the requests that it works on"
              .formatted(
                  app.name(),
                  sum,
                  Words.seconds(timeline.needed()),
                  given ? "" : " with no request at work",
                  scene.workload().gracePeriod(),
                  grace.exists() ? "" : " by default",
                  Words.seconds(timeline.slack().negated())),
          enough(Timeline.of(Ending.of(scene.workload(), app, request(scene))).needed(), scene));
    }
  }

  /** What plan takes for it, so that plan agrees with what is proposed here. */
  private static Duration request(Scene scene) {
    return scene.longestRequest().isZero() ? Timeline.REQUEST : scene.longestRequest();
  }

  private static String enough(Duration needed, Scene scene) {
    return "terminationGracePeriodSeconds: %d   # with %s for the longest request%s"
        .formatted(
            Times.wholeSeconds(needed),
            Words.seconds(request(scene)),
            scene.longestRequest().isZero() ? ", unless --longest-request says another" : "");
  }

  /** Kubernetes' own sleep may not be longer than the grace period: probe-refused. */
  private static boolean isRefused(Scene scene, Container app) {
    Field sleep = app.field().at("lifecycle", "preStop", "sleep", "seconds");
    return sleep.numberOr(0) > scene.workload().gracePeriod();
  }

  /** A script that sleeps and then does more takes at least that long; a loop may take any time. */
  private static void scriptTooLong(Scene scene, Container app, Hook hook, Findings findings) {
    Handler preStop = Handler.preStop(app).orElse(null);
    if (!(hook instanceof Hook.Other) || preStop == null) {
      return;
    }
    long slept = Script.slept(String.join(" ", preStop.command())).toSeconds();
    Duration needed = Duration.ofSeconds(slept).plus(scene.longestRequest()).plus(Timeline.MARGIN);
    long grace = scene.workload().gracePeriod();
    if (slept > 0 && needed.compareTo(Duration.ofSeconds(grace)) > 0) {
      findings.add(
          preStop.field(),
          "%s sleeps %d s and does more; with %s to end that is more than the grace period of %d s: kubelet cuts the hook off or kills %s at work"
              .formatted(
                  preStop.title(),
                  slept,
                  Words.seconds(needed.minusSeconds(slept)),
                  grace,
                  app.name()),
          enough(Duration.ofSeconds(slept).plus(request(scene)).plus(Timeline.MARGIN), scene));
    }
  }

  private static void disagrees(Scene scene, Findings findings) {
    Sidecar sidecar = scene.sidecar().orElse(null);
    if (sidecar == null || sidecar.isHidden("PROBE_GRACE_PERIOD")) {
      return;
    }
    Duration told = sidecar.duration("PROBE_GRACE_PERIOD", Duration.ofSeconds(30));
    Duration real = Duration.ofSeconds(scene.workload().gracePeriod());
    if (told.equals(real)) {
      return;
    }
    boolean later = told.compareTo(real) > 0;
    findings.add(
        sidecar
            .given("PROBE_GRACE_PERIOD")
            .map(Given::at)
            .orElseGet(() -> sidecar.container().field()),
        "the agent is told a grace period of %s%s, and the pod has one of %s: %s"
            .formatted(
                Words.seconds(told),
                sidecar.given("PROBE_GRACE_PERIOD").isPresent() ? "" : " (the default)",
                Words.seconds(real),
                later
                    ? "apps drain as if they had longer, and are killed at work"
                    : "drains are cut off %s before they have to be"
                        .formatted(Words.seconds(real.minus(told)))),
        "- {name: PROBE_GRACE_PERIOD, value: %ds}".formatted(real.toSeconds()));
  }

  private static void timeout(Scene scene, Findings findings) {
    Sidecar sidecar = scene.sidecar().orElse(null);
    if (sidecar == null) {
      return;
    }
    Duration real = Duration.ofSeconds(scene.workload().gracePeriod());
    for (Given given : Given.all(sidecar.container())) {
      if (!given.name().endsWith("_DRAIN_TIMEOUT") || given.isHidden()) {
        continue;
      }
      Duration cap = Times.parse(given.text()).orElse(Duration.ZERO);
      Duration left = real.minus(cap);
      if (left.compareTo(Timeline.MARGIN) < 0 && !left.isNegative() && !left.isZero()) {
        findings.add(
            given.at(),
            "/drain may hold for %s of a grace period of %s: the app then has %s from SIGTERM to its end, and is killed if it takes longer"
                .formatted(Words.seconds(cap), Words.seconds(real), Words.seconds(left)),
            "- {name: %s, value: %ds}".formatted(given.name(), Math.max(1, real.toSeconds() - 10)));
      }
    }
  }

  private static void threshold(Scene scene, Findings findings) {
    Sidecar sidecar = scene.sidecar().orElse(null);
    if (sidecar == null) {
      return;
    }
    for (Container container : scene.workload().apps()) {
      Handler ready = Handler.probe(container, "readinessProbe").orElse(null);
      Ending ending = Ending.of(scene.workload(), container, Duration.ZERO);
      if (ready == null
          || !sidecar.isAskedBy(ready)
          || !(ending.hook() instanceof Hook.Drain drain && drain.token())) {
        continue;
      }
      String app = AgentPath.app(ready.path());
      String name = "PROBE_READINESS_THRESHOLD";
      if (sidecar.isHidden(name) || sidecar.isHidden(Sidecar.ofApp(name, app))) {
        continue;
      }
      String set = sidecar.setting(name, app).orElse("1");
      long threshold = ready.failureThreshold();
      if (!set.matches("\\d{1,3}") || Long.parseLong(set) == threshold) {
        continue;
      }
      boolean early = Long.parseLong(set) < threshold;
      findings.add(
          ready.field().get("failureThreshold"),
          "readinessProbe of container %s fails after %d answers of 503, and /drain waits for %s (%s): %s"
              .formatted(
                  container.name(),
                  threshold,
                  set,
                  name,
                  early
                      ? "SIGTERM may come before load balancers that look at readiness know"
                      : "the pod's end takes longer than it must"),
          "- {name: %s, value: \"%d\"}   # or failureThreshold: %s"
              .formatted(name, threshold, set));
    }
  }
}
