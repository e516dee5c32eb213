package io.probeagent.tools.lint;

import io.probeagent.tools.model.KubernetesVersion;
import io.probeagent.tools.model.Manifests;
import io.probeagent.tools.model.Resource;
import io.probeagent.tools.model.Sidecar;
import io.probeagent.tools.model.Workload;
import io.probeagent.tools.yaml.Field;
import java.util.List;
import java.util.Optional;

/** What a rule looks at: a workload, all that was read with it, and the cluster it is meant for. */
public record Scene(Workload workload, Manifests all, KubernetesVersion version) {
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
