package io.probeagent.tools.lint;

import io.probeagent.tools.model.Container;
import io.probeagent.tools.yaml.Field;
import java.util.List;
import java.util.regex.Pattern;

/** A process namespace of the whole pod, in which PID 1 is the pause container. */
final class SharedNamespaceRules {
  static final List<Rule> ALL =
      List.of(
          new Rule("kill-1-ends-pod", Severity.ERROR, SharedNamespaceRules::killOne),
          new Rule("processes-shared", Severity.INFO, SharedNamespaceRules::shared));

  private static final Pattern KILL_ONE =
      Pattern.compile("(^|[\\s;&|(])kill(\\s+-\\S+(\\s+[A-Z0-9]+(?=\\s+1))?)*\\s+1($|[\\s;&|)])");

  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("lifecycle", "preStop", "exec", "command"),
          List.of("lifecycle", "postStart", "exec", "command"),
          List.of("livenessProbe", "exec", "command"),
          List.of("readinessProbe", "exec", "command"),
          List.of("startupProbe", "exec", "command"));

  private SharedNamespaceRules() {}

  private static void killOne(Scene scene, Findings findings) {
    if (!scene.spec().get("shareProcessNamespace").isTrue()) {
      return;
    }
    for (Container container : scene.workload().containers()) {
      for (List<String> way : COMMANDS) {
        Field command = container.field().at(way.toArray(String[]::new));
        String line =
            String.join(" ", command.items().stream().map(each -> each.textOr("")).toList());
        if (KILL_ONE.matcher(line).find()) {
          findings.add(
              command,
              "with shareProcessNamespace process 1 is not %s but the pod's pause container: when it is killed, kubelet makes the whole pod anew"
                  .formatted(container.name()),
              "shareProcessNamespace: false");
        }
      }
    }
  }

  private static void shared(Scene scene, Findings findings) {
    Field shared = scene.spec().get("shareProcessNamespace");
    if (shared.isTrue() && scene.sidecar().isPresent()) {
      findings.add(
          shared,
          "every container sees the processes of the others, and may signal those of its own user or, as root, all of them; the agent needs none of it",
          "shareProcessNamespace: false");
    }
  }
}
