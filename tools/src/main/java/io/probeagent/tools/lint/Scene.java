package io.probeagent.tools.lint;

import io.probeagent.tools.model.KubernetesVersion;
import io.probeagent.tools.model.Manifests;
import io.probeagent.tools.model.Resource;
import io.probeagent.tools.model.Sidecar;
import io.probeagent.tools.model.Workload;
import io.probeagent.tools.yaml.Field;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a rule looks at: a workload, all that was read with it, and the cluster it is meant for.
 *
 * @param told the version, if somebody said it: what is newer than a guess is no defect
 * @param longestRequest how long the app's longest request takes, if somebody says so; else 0
 */
public record Scene(
    Workload workload, Manifests all, Optional<KubernetesVersion> told, Duration longestRequest) {
  public KubernetesVersion version() {
    return told.orElse(KubernetesVersion.ASSUMED);
  }

  /** {@code Deployment}: what the API server takes or refuses. */
  public String kind() {
    return workload.resource().kind();
  }

  public Field spec() {
    return workload.spec();
  }

  public Optional<Sidecar> sidecar() {
    return workload.sidecar();
  }

  public List<Resource> services() {
    return all.servicesOf(workload);
  }
}
