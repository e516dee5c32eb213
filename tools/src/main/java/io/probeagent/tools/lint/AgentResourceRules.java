package io.probeagent.tools.lint;

import io.probeagent.tools.model.Quantity;
import io.probeagent.tools.yaml.Field;
import java.util.List;

/** What the agent is given of memory. */
final class AgentResourceRules {
  static final List<Rule> ALL =
      List.of(
          new Rule("agent-memory-limit-low", Severity.WARNING, AgentResourceRules::low),
          new Rule("agent-without-memory", Severity.INFO, AgentResourceRules::without));

  private static final long MIB = 1L << 20;

  /** The smallest limit under which it was measured to live beside its own commands: docs. */
  private static final long ENOUGH = 40 * MIB;

  private AgentResourceRules() {}

  private static void low(Scene scene, Findings findings) {
    scene
        .sidecar()
        .map(agent -> agent.container().field().at("resources", "limits", "memory"))
        .filter(limit -> Quantity.of(limit).filter(bytes -> bytes < ENOUGH).isPresent())
        .ifPresent(
            limit ->
                findings.add(
                    limit,
                    "the agent holds 23 MiB while it serves, and a command beside it (kubectl exec … status) takes 20 MiB more: under %s the kernel then kills one of them, and with the agent the pod stops being ready"
                        .formatted(limit.textOr("")),
                    "memory: 64Mi"));
  }

  private static void without(Scene scene, Findings findings) {
    Field resources =
        scene.sidecar().map(agent -> agent.container().field().get("resources")).orElse(null);
    if (resources == null) {
      return;
    }
    // A limit stands for a request that is not there (core/v1 defaults).
    boolean limit = !resources.at("limits", "memory").isNull();
    boolean request = limit || !resources.at("requests", "memory").isNull();
    if (!limit) {
      findings.add(
          resources,
          request
              ? "the agent has no memory limit: nothing but the node's own need stops it if it grows"
              : "the agent asks for no memory: the scheduler gives it none, and when the node runs short it is among the first to be killed",
          "resources: {requests: {cpu: 5m, memory: 40Mi}, limits: {memory: 64Mi}}");
    }
  }
}
