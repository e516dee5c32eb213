package io.probeagent.tools.lint;

import io.probeagent.tools.model.Manifests;
import io.probeagent.tools.model.Resource;
import io.probeagent.tools.model.Workload;
import io.probeagent.tools.yaml.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What was read and could not be looked at; no findings, but silence would look like praise. */
public final class Notes {
  private static final int MOST = 3;

  private Notes() {}

  public static List<String> of(Manifests manifests) {
    List<String> notes = new ArrayList<>();
    List<Field> others = manifests.others();
    for (Field other : others.subList(0, Math.min(MOST, others.size()))) {
      notes.add(place(other) + "no object of Kubernetes (kind or apiVersion is missing)");
    }
    if (others.size() > MOST) {
      notes.add((others.size() - MOST) + " more documents that are no object of Kubernetes");
    }
    Set<Resource> known =
        manifests.workloads().stream().map(Workload::resource).collect(Collectors.toSet());
    for (Resource resource : manifests.resources()) {
      if (!known.contains(resource) && isLikeWorkload(resource)) {
        notes.add(
            place(resource.root())
                + resource.title()
                + " has a pod template, but its kind is not known: not looked at");
      }
    }
    if (manifests.resources().isEmpty() && notes.isEmpty()) {
      notes.add("nothing to look at: no object of Kubernetes in what was read");
    }
    return notes;
  }

  private static boolean isLikeWorkload(Resource resource) {
    return resource.root().at("spec", "template", "spec", "containers").isSequence();
  }

  private static String place(Field at) {
    return at.source().name() + ":" + at.position().line() + ":" + at.position().column() + ": ";
  }
}
