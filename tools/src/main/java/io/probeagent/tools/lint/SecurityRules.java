package io.probeagent.tools.lint;

import io.probeagent.tools.model.Container;
import io.probeagent.tools.model.PodSecurity;
import io.probeagent.tools.model.Resource;
import io.probeagent.tools.model.Workload;
import io.probeagent.tools.yaml.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The Pod Security Standards. */
final class SecurityRules {
  static final List<Rule> ALL =
      List.of(
          new Rule("pod-security-refused", Severity.ERROR, SecurityRules::refused),
          new Rule("agent-not-restricted", Severity.WARNING, SecurityRules::agent),
          new Rule("pod-security-restricted", Severity.INFO, SecurityRules::restricted));

  private static final String LABEL = "pod-security.kubernetes.io/enforce";

  private static final String FIX =
      "securityContext: {runAsNonRoot: true, allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}, seccompProfile: {type: RuntimeDefault}}";

  private SecurityRules() {}

  private static void refused(Scene scene, Findings findings) {
    Resource namespace = namespace(scene).orElse(null);
    if (namespace == null) {
      return;
    }
    String level = namespace.root().at("metadata", "labels").get(LABEL).textOr("");
    boolean restricted = level.equals("restricted");
    if (!restricted && !level.equals("baseline")) {
      return;
    }
    String says = "%s enforces %s, and the pods are refused: ".formatted(namespace.title(), level);
    Workload workload = scene.workload();
    List<String> pod = new ArrayList<>(PodSecurity.baselineOfPod(workload));
    if (restricted) {
      pod.addAll(PodSecurity.restrictedOfPod(workload));
    }
    if (!pod.isEmpty()) {
      findings.add(scene.spec(), says + "they may not have " + String.join(", ", pod));
    }
    for (Container container : workload.containers()) {
      List<String> has = PodSecurity.baseline(container);
      List<String> lacks =
          restricted ? PodSecurity.restricted(workload, container) : List.<String>of();
      if (!has.isEmpty() || !lacks.isEmpty()) {
        findings.add(
            container.field().get("securityContext"),
            says + "container " + container.name() + complaint(has, lacks),
            FIX);
      }
    }
  }

  private static String complaint(List<String> has, List<String> lacks) {
    String first = has.isEmpty() ? "" : " may not have " + String.join(", ", has);
    String second = lacks.isEmpty() ? "" : " lacks " + String.join(", ", lacks);
    return first.isEmpty() || second.isEmpty() ? first + second : first + ", and" + second;
  }

  private static Optional<Resource> namespace(Scene scene) {
    String name = scene.workload().resource().namespace();
    return scene.all().resources("Namespace").stream()
        .filter(namespace -> !name.isEmpty() && namespace.name().equals(name))
        .findFirst();
  }

  private static void agent(Scene scene, Findings findings) {
    scene
        .sidecar()
        .map(sidecar -> sidecar.container())
        .filter(agent -> !PodSecurity.restricted(scene.workload(), agent).isEmpty())
        .ifPresent(
            agent ->
                findings.add(
                    agent.field().get("securityContext"),
                    "a namespace that enforces Pod Security \"restricted\" refuses the pod for the agent, which needs no right at all: it lacks "
                        + String.join(", ", PodSecurity.restricted(scene.workload(), agent)),
                    FIX));
  }

  private static void restricted(Scene scene, Findings findings) {
    Workload workload = scene.workload();
    for (Container container : workload.containers()) {
      List<String> has = PodSecurity.baseline(container);
      List<String> lacks = PodSecurity.restricted(workload, container);
      boolean agent = scene.sidecar().filter(it -> it.container().equals(container)).isPresent();
      if (!agent && (!has.isEmpty() || !lacks.isEmpty())) {
        findings.add(
            container.field().get("securityContext"),
            "not Pod Security \"restricted\": container "
                + container.name()
                + complaint(has, lacks),
            FIX);
      }
    }
    List<String> pod = new ArrayList<>(PodSecurity.baselineOfPod(workload));
    pod.addAll(PodSecurity.restrictedOfPod(workload));
    if (!pod.isEmpty()) {
      Field at = scene.spec();
      findings.add(at, "not Pod Security \"restricted\": the pod has " + String.join(", ", pod));
    }
  }
}
