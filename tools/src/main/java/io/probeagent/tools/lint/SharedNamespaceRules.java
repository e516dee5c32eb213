package io.probeagent.tools.lint;

import io.probeagent.tools.model.Container;
import io.probeagent.tools.yaml.Field;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A process namespace of the whole pod, in which PID 1 is the pause container. */
final class SharedNamespaceRules {
  static final List<Rule> ALL =
      List.of(
          new Rule("kill-1-ends-pod", Severity.ERROR, SharedNamespaceRules::killOne),
          new Rule("processes-shared", Severity.INFO, SharedNamespaceRules::shared));

  /** {@code kill 1}, {@code kill -QUIT 1}, {@code kill -s HUP 1}: its group is the signal. */
  private static final Pattern KILL_ONE =
      Pattern.compile(
          "(?:^|[\\s;&|(])kill(?:\\s+(?:-[sn]\\s+|--signal[= ])?-?(?:SIG)?([A-Z0-9]+))?\\s+(?:--\\s+)?1(?:$|[\\s;&|)])");

  /** What the pause container ends by; it has handlers for no others, so they do not arrive. */
  private static final Set<String> ENDING = Set.of("TERM", "15", "INT", "2");

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
        Matcher kill = KILL_ONE.matcher(line);
        if (kill.find() && !"0".equals(kill.group(1))) {
          findings.add(
              command,
              "with shareProcessNamespace process 1 is not %s but the pod's pause container%s"
                  .formatted(container.name(), what(container, kill.group(1))),
              "shareProcessNamespace: false");
        }
      }
    }
  }

  private static String what(Container container, @Nullable String signal) {
    if (signal == null || ENDING.contains(signal)) {
      return ": it ends, and kubelet makes the whole pod anew";
    }
    String name = signal.matches("\\d+") ? "signal " + signal : "SIG" + signal;
    return ", which ignores %s: %s is not told".formatted(name, container.name());
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
