package io.probeagent.charts.review;

import com.fasterxml.jackson.databind.JsonNode;
import io.probeagent.charts.helm.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All that is to be said about one rendering. */
public final class Review {
  private Review() {}

  /** What is to be said of who starts first in a pod with the agent. */
  public static List<String> problemsOfStart(Pod pod) {
    Findings findings = new Findings();
    Sidecar.of(pod).ifPresent(sidecar -> StartRules.judge(sidecar, findings));
    return findings.list();
  }

  /** Nothing, if a reviewer would approve. */
  public static List<String> problems(List<JsonNode> documents) {
    Findings findings = new Findings();
    List<Pod> pods = documents.stream().flatMap(document -> Pod.of(document).stream()).toList();
    for (Pod pod : pods) {
      PodForm.judge(pod, findings);
      Optional<Sidecar> sidecar = Sidecar.of(pod);
      sidecar.ifPresent(found -> SidecarRules.judge(found, findings));
      sidecar.ifPresent(found -> StartRules.judge(found, findings));
      sidecar.ifPresent(found -> AppRules.judge(found, findings));
    }
    NameRules.judge(documents, findings);
    Rendered rendered = new Rendered(documents, findings);
    WorkloadRules.judge(rendered);
    TrafficRules.judge(rendered);
    return new ArrayList<>(findings.list());
  }
}
