package io.probeagent.tools.lint;

import io.probeagent.tools.model.Container;
import io.probeagent.tools.model.Resource;
import io.probeagent.tools.yaml.Field;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which container of a pod gets the requests of a Service. */
final class Serving {
  /** Pods of these are replaced one by one while clients go on. */
  private static final Set<String> ROLLED =
      Set.of("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController");

  private Serving() {}

  /** A Service that kube-proxy sends to a container; of a headless one clients ask DNS alone. */
  static Optional<Resource> of(Scene scene, Container container) {
    if (!ROLLED.contains(scene.workload().resource().kind()) || Scraped.isContainer(container)) {
      return Optional.empty();
    }
    List<Container> apps = scene.workload().apps();
    return scene.services().stream()
        .filter(service -> !service.spec().get("clusterIP").is("None"))
        .filter(service -> !service.spec().get("type").is("ExternalName"))
        .filter(service -> !Scraped.isService(service))
        .filter(
            service ->
                service.spec().get("ports").items().stream()
                    .anyMatch(port -> goesTo(port, container, apps)))
        .findFirst();
  }

  private static boolean goesTo(Field port, Container container, List<Container> apps) {
    Field target = port.get("targetPort").isNull() ? port.get("port") : port.get("targetPort");
    if (Scraped.isPort(port)) {
      return false;
    }
    boolean number = target.number().isPresent();
    boolean here =
        number
            ? container.declares(target.numberOr(0))
            : container.port(target.textOr("")).isPresent();
    return here || (number && apps.size() == 1);
  }
}
