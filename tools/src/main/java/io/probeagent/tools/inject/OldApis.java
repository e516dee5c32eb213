package io.probeagent.tools.inject;

import io.probeagent.tools.model.KubernetesVersion;
import io.probeagent.tools.model.Manifests;
import io.probeagent.tools.model.Resource;
import io.probeagent.tools.model.Workload;
import io.probeagent.tools.yaml.Source;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Objects in API versions that newer clusters do not serve: what stands in one file is applied to
 * one cluster, and that is an old one.
 */
final class OldApis {
  /**
   * The last Kubernetes that serves each (kubernetes.io, "Deprecated API Migration Guide"). Those
   * in which a newer version has other kinds again are left out.
   */
  private static final Map<String, KubernetesVersion> LAST =
      Map.of(
          "extensions/v1beta1", new KubernetesVersion(1, 21),
          "apps/v1beta1", new KubernetesVersion(1, 15),
          "apps/v1beta2", new KubernetesVersion(1, 15),
          "batch/v2alpha1", new KubernetesVersion(1, 20),
          "batch/v1beta1", new KubernetesVersion(1, 24),
          "policy/v1beta1", new KubernetesVersion(1, 24),
          "rbac.authorization.k8s.io/v1beta1", new KubernetesVersion(1, 21),
          "autoscaling/v2beta1", new KubernetesVersion(1, 24),
          "autoscaling/v2beta2", new KubernetesVersion(1, 25));

  private final Map<Source, Resource> first = new HashMap<>();

  OldApis(Manifests manifests) {
    for (Resource resource : manifests.resources()) {
      if (LAST.containsKey(resource.apiVersion())) {
        first.putIfAbsent(resource.root().source(), resource);
      }
    }
  }

  /** A regular sidecar for the pods of a file that only clusters without native ones take. */
  Optional<Note> regular(Workload workload) {
    Resource own = workload.resource();
    boolean isOld = LAST.containsKey(own.apiVersion());
    return Optional.ofNullable(isOld ? own : first.get(own.root().source()))
        .map(
            old ->
                new Note(
                    "old-api",
                    "%s is %s, which Kubernetes %s was the last to serve; that has no native sidecars, so this one is regular (sidecar: native asks for one all the same)"
                        .formatted(
                            old.equals(own) ? "it" : old.title() + " beside it",
                            old.apiVersion(),
                            last(old))));
  }

  /** Workloads went from extensions/v1beta1 before Ingress did. */
  private static KubernetesVersion last(Resource old) {
    boolean ingress = old.kind().equals("Ingress");
    return old.apiVersion().equals("extensions/v1beta1") && !ingress
        ? new KubernetesVersion(1, 15)
        : LAST.getOrDefault(old.apiVersion(), KubernetesVersion.ASSUMED);
  }
}
