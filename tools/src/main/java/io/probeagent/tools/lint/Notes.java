package io.probeagent.tools.lint;

import io.probeagent.tools.model.Manifests;
import io.probeagent.tools.model.Resource;
import io.probeagent.tools.model.Workload;
import io.probeagent.tools.yaml.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What was read and could not be looked at; no findings, but silence would look like praise. */
public final class Notes {
  private static final int MOST = 3;

  private static final List<String> KUSTOMIZE =
      List.of("bases", "patches", "patchesStrategicMerge", "patchesJson6902", "configMapGenerator");

  private Notes() {}

  public static List<String> of(Manifests manifests) {
    List<String> notes = new ArrayList<>();
    List<Field> others = manifests.others();
    for (Field other : others.subList(0, Math.min(MOST, others.size()))) {
      notes.add(place(other) + what(other));
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
    if (manifests.resources().isEmpty()) {
      notes.add("nothing was looked at: no object of Kubernetes in what was read");
    }
    return notes;
  }

  private static String what(Field other) {
    String file = Path.of(other.source().name()).getFileName().toString();
    if (file.matches("kustomization\\.ya?ml|Kustomization")
        || KUSTOMIZE.stream().anyMatch(name -> other.get(name).isSequence())) {
      return "a kustomization, which names other files: lint what it builds (kubectl kustomize … | probe-tools lint -)";
    }
    if (file.matches("(values.*|Chart|requirements)\\.ya?ml")) {
      return "a file of a chart, not an object: lint what it renders (helm template … | probe-tools lint -)";
    }
    return "no object of Kubernetes (kind or apiVersion is missing)";
  }

  private static boolean isLikeWorkload(Resource resource) {
    return resource.root().at("spec", "template", "spec", "containers").isSequence();
  }

  private static String place(Field at) {
    return at.source().name() + ":" + at.position().line() + ":" + at.position().column() + ": ";
  }
}
