package io.probeagent.tools.lint;

import io.probeagent.tools.model.Container;
import io.probeagent.tools.model.Container.Role;
import io.probeagent.tools.model.Handler;
import io.probeagent.tools.model.Sidecar;
import io.probeagent.tools.yaml.Field;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Rules over what keeps a pod from starting, or a Job from ending. */
final class StartRules {
  static final List<Rule> ALL =
      List.of(
          new Rule("startup-probe-gates-app", Severity.ERROR, StartRules::gate),
          new Rule("job-never-ends", Severity.ERROR, StartRules::neverEnds));

  /**
   * Sidecars of which it can be told that nothing ends them. Those that anyone in the pod may ask
   * to end, such as istio-proxy, may well be asked to by the app.
   */
  private static final Set<String> PROXIES = Set.of("cloud-sql-proxy", "gce-proxy");

  private static final Pattern TELLS =
      Pattern.compile(
          "quitquitquit|config[_-]file|(^|/)(ba|da|a)?sh$|\\$\\(", Pattern.CASE_INSENSITIVE);

  private StartRules() {}

  private static void gate(Scene scene, Findings findings) {
    for (Container container : scene.workload().containers(Role.SIDECAR)) {
      Handler probe = Handler.probe(container, "startupProbe").orElse(null);
      if (probe == null) {
        continue;
      }
      long port = probe.port().orElse(0L);
      Optional<Container> app =
          scene.workload().apps().stream().filter(each -> each.declares(port)).findFirst();
      if (waitsForAgentsApp(scene, probe)) {
        findings.add(
            probe.field(),
            "startupProbe of native sidecar %s waits for the app, and the app is not started before it has passed: the pod never starts"
                .formatted(container.name()),
            "startupProbe: {httpGet: {path: /healthz, port: %d}, periodSeconds: 1, failureThreshold: 60}"
                .formatted(port));
      } else if (app.isPresent() && !container.declares(port)) {
        findings.add(
            probe.field(),
            "startupProbe of native sidecar %s asks port %d of container %s, which is not started before it has passed: the pod never starts"
                .formatted(container.name(), port, app.get().name()));
      }
    }
  }

  private static boolean waitsForAgentsApp(Scene scene, Handler probe) {
    Sidecar sidecar = scene.sidecar().orElse(null);
    return sidecar != null
        && sidecar.isAskedBy(probe)
        && probe.has("httpGet")
        && AgentPath.of(probe.path()).filter(AgentPath::isProbe).isPresent();
  }

  private static void neverEnds(Scene scene, Findings findings) {
    agentNeverEnds(scene, findings);
    if (!scene.workload().isJob()
        || scene.spec().get("shareProcessNamespace").isTrue()
        || scene.workload().apps().size() < 2) {
      return;
    }
    for (Container proxy : scene.workload().apps()) {
      if (PROXIES.contains(proxy.imageName()) && !isToldHowToEnd(proxy)) {
        findings.add(
            proxy.field(),
            "container %s goes on when the job has ended, and without --quitquitquit nothing can tell it to end, so the %s never completes"
                .formatted(proxy.name(), scene.kind()),
            "# under initContainers, from Kubernetes 1.29 on\nrestartPolicy: Always");
      }
    }
  }

  /** By a file, by its environment, or by a shell around it; then it may end or not. */
  private static boolean isToldHowToEnd(Container proxy) {
    Stream<Field> words =
        Stream.of("command", "args").flatMap(name -> proxy.field().get(name).items().stream());
    Stream<Field> names = proxy.field().get("env").items().stream().map(entry -> entry.get("name"));
    return !proxy.field().get("envFrom").items().isEmpty()
        || Stream.concat(words, names).map(each -> each.textOr("")).anyMatch(TELLS.asPredicate());
  }

  private static void agentNeverEnds(Scene scene, Findings findings) {
    Sidecar sidecar = scene.sidecar().orElse(null);
    if (sidecar == null || sidecar.isNative() || !scene.workload().isJob()) {
      return;
    }
    if (!sidecar.isHidden("PROBE_EXIT_WITH_APP")
        && !sidecar.setting("PROBE_EXIT_WITH_APP").orElse("false").equals("true")) {
      findings.add(
          sidecar.container().field(),
          "container %s goes on when the job has ended, so the %s never completes"
              .formatted(sidecar.container().name(), scene.workload().resource().kind()),
          "env:\n- {name: PROBE_EXIT_WITH_APP, value: \"true\"}");
    }
  }
}
