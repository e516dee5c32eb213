package io.probeagent.tools.lint;

import io.probeagent.tools.model.Container;
import io.probeagent.tools.model.Handler;
import io.probeagent.tools.model.Replicas;
import io.probeagent.tools.model.Resource;
import io.probeagent.tools.model.Sidecar;
import io.probeagent.tools.plan.Timeline;
import io.probeagent.tools.yaml.Field;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Rules over preStop hooks. */
final class HookRules {
  static final List<Rule> ALL =
      List.of(
          new Rule("no-prestop", Severity.WARNING, HookRules::noPreStop),
          new Rule("agent-without-hook", Severity.INFO, HookRules::withoutHook),
          new Rule("hook-on-sidecar", Severity.ERROR, HookRules::onSidecar),
          new Rule("hook-by-tcp", Severity.ERROR, HookRules::byTcp),
          new Rule("drain-token", Severity.WARNING, HookRules::token));

  /** What the proposed hook waits for proxies to hear of the end. */
  private static final Duration WAIT = Duration.ofSeconds(5);

  private HookRules() {}

  private static void noPreStop(Scene scene, Findings findings) {
    if (scene.sidecar().isPresent() || endsAlone(scene)) {
      return;
    }
    for (Container container : scene.workload().apps()) {
      Optional<Resource> service = Serving.of(scene, container);
      if (service.isEmpty() || !container.field().at("lifecycle", "preStop").isNull()) {
        continue;
      }
      String what =
          "container %s serves %s and has no preStop hook: it gets SIGTERM at the same moment as the proxies get the news, so for the next 1 to 3 s (minutes behind some load balancers) requests go to an app that may have closed"
              .formatted(container.name(), service.get().title());
      Optional<String> hint = ServesOn.hint(scene, container);
      if (sharesItsDisk(scene)) {
        findings.add(
            Severity.INFO,
            container.field(),
            what + "; but a hook makes the time longer in which an update has two pods at one disk",
            waiting(scene)
                + "\n# if one pod at a time may have the disk, first of all:\n# strategy: {type: Recreate}");
      } else if (hint.isPresent()) {
        findings.add(
            Severity.INFO,
            container.field(),
            "%s; if it serves on after SIGTERM, as %s suggests, say so: # probe-tools: ignore no-prestop — it serves on for … s"
                .formatted(what, hint.get()),
            waiting(scene));
      } else {
        findings.add(
            container.field(),
            what,
            waiting(scene)
                + "\n# or, if it serves on after SIGTERM by itself:\n# probe-tools: ignore no-prestop — it serves on for … s");
      }
    }
  }

  /** With no other pod to go to, requests are lost however long the end of this one takes. */
  private static boolean endsAlone(Scene scene) {
    Resource resource = scene.workload().resource();
    boolean first =
        scene.kind().equals("StatefulSet")
            || (scene.kind().equals("Deployment")
                && resource.spec().at("strategy", "type").is("Recreate"));
    return first && Replicas.least(scene.workload(), scene.all()) <= 1;
  }

  /** One pod with a disk, and an update that starts the next one beside it. */
  private static boolean sharesItsDisk(Scene scene) {
    return scene.kind().equals("Deployment")
        && Stores.hasDisk(scene.workload())
        && Replicas.least(scene.workload(), scene.all()) <= 1;
  }

  /** Kubernetes' own sleep is on by default from 1.30 on (PodLifecycleSleepAction). */
  private static String waiting(Scene scene) {
    String hook =
        scene.version().isBefore(30)
            ? "lifecycle: {preStop: {exec: {command: [sleep, \"5\"]}}}   # if the image has it; sleep: {seconds: 5} from Kubernetes 1.30 on; or probe-agent's /drain"
            : "lifecycle: {preStop: {sleep: {seconds: 5}}}   # or probe-agent's /drain";
    Duration needed = WAIT.plus(Timeline.REQUEST).plus(Timeline.MARGIN);
    return scene.workload().gracePeriod() >= needed.toSeconds()
        ? hook
        : hook
            + "\n# and in the pod's spec, for the hook, the longest request, and the end:\n# terminationGracePeriodSeconds: "
            + needed.toSeconds();
  }

  private static void withoutHook(Scene scene, Findings findings) {
    Sidecar sidecar = scene.sidecar().orElse(null);
    if (sidecar == null || sidecar.isHidden("PROBE_APP_PORTS")) {
      return;
    }
    for (Container container : scene.workload().apps()) {
      Optional<Resource> service = Serving.of(scene, container);
      boolean silent =
          container.field().get("env").items().stream()
              .map(entry -> entry.get("name").textOr(""))
              .noneMatch(name -> name.equals("PROBE_DIR") || name.equals("NOTIFY_SOCKET"));
      if (silent
          && service.isPresent()
          && !sidecar.setting("PROBE_APP_PORTS").orElse("").isEmpty()
          && container.field().at("lifecycle", "preStop").isNull()) {
        findings.add(
            container.field(),
            "container %s serves %s, is told nothing of the agent's folder and has no preStop hook: unless it says STOPPING=1 by itself, it gets SIGTERM before any proxy knows"
                .formatted(container.name(), service.get().title()),
            "lifecycle: {preStop: {httpGet: {path: /drain, port: %d}}}".formatted(sidecar.port()));
      }
    }
  }

  private static void onSidecar(Scene scene, Findings findings) {
    Sidecar sidecar = scene.sidecar().orElse(null);
    if (sidecar == null) {
      return;
    }
    Handler.preStop(sidecar.container())
        .ifPresent(
            hook ->
                findings.add(
                    hook.field(),
                    "%s begins at the same moment as those of the apps and holds back the agent's own SIGTERM, not the app's: the app is told to stop before any proxy knows"
                        .formatted(hook.title()),
                    "# on the app's container instead\nlifecycle: {preStop: {httpGet: {path: /drain, port: %d}}}"
                        .formatted(sidecar.port())));
  }

  private static void byTcp(Scene scene, Findings findings) {
    for (Container container : scene.workload().containers()) {
      for (Handler hook : Handler.hooksOf(container)) {
        if (hook.has("tcpSocket") && !hook.has("exec") && !hook.has("httpGet")) {
          findings.add(
              hook.field().get("tcpSocket"),
              "%s has a tcpSocket, which kubelet cannot do, though the API server takes it: %s"
                  .formatted(hook.title(), Words.failure(hook)),
              hook.name().equals("preStop")
                  ? "sleep: {seconds: 5}   # Kubernetes 1.30 and later; or probe-agent's /drain"
                  : "");
        }
      }
    }
  }

  private static void token(Scene scene, Findings findings) {
    Sidecar sidecar = scene.sidecar().orElse(null);
    if (sidecar == null
        || sidecar.isHidden("PROBE_CONTROL_TOKEN")
        || sidecar.given("PROBE_CONTROL_TOKEN_FILE").isPresent()) {
      return;
    }
    Optional<String> known = sidecar.setting("PROBE_CONTROL_TOKEN").filter(it -> !it.isEmpty());
    for (Container container : scene.workload().apps()) {
      Handler hook = Handler.preStop(container).orElse(null);
      if (hook == null
          || !sidecar.isAskedBy(hook)
          || AgentPath.of(hook.path()).filter(AgentPath.DRAIN::equals).isEmpty()) {
        continue;
      }
      Optional<Field> header = authorization(hook);
      String shown = header.map(it -> it.get("value").textOr("")).orElse("");
      String wrong = wrong(known, header.isPresent(), shown);
      if (!wrong.isEmpty()) {
        findings.add(
            header.orElseGet(() -> hook.field().get("httpGet")),
            "%s %s: /drain only waits for the drain delay of %s, /ready stays 200, and what is in flight is not waited for"
                .formatted(hook.title(), wrong, Words.seconds(sidecar.drainDelay())),
            known.isEmpty()
                ? "# env of container %s\n- {name: PROBE_CONTROL_TOKEN, value: …}   # the one that the hook shows"
                    .formatted(sidecar.container().name())
                : "httpHeaders: [{name: Authorization, value: Bearer …}]   # PROBE_CONTROL_TOKEN, as a literal");
      }
    }
  }

  private static String wrong(Optional<String> known, boolean header, String shown) {
    if (known.isEmpty()) {
      return header ? "shows a token, and the agent has none" : "";
    }
    if (!header) {
      return "shows no token, and the agent has one";
    }
    if (shown.contains("$(")) {
      return "shows a variable, which kubelet does not fill in there";
    }
    return shown.equals("Bearer " + known.get()) ? "" : "shows another token than the agent has";
  }

  private static Optional<Field> authorization(Handler hook) {
    return hook.field().at("httpGet", "httpHeaders").items().stream()
        .filter(header -> header.get("name").textOr("").equalsIgnoreCase("Authorization"))
        .findFirst();
  }
}
