package io.probeagent.tools.inject;

import io.probeagent.tools.inject.Edits.Edit;
import io.probeagent.tools.model.KubernetesVersion;
import io.probeagent.tools.model.Manifests;
import io.probeagent.tools.model.Resource;
import io.probeagent.tools.model.Workload;
import io.probeagent.tools.yaml.Layout;
import io.probeagent.tools.yaml.Source;
import io.probeagent.tools.yaml.YamlProblem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Puts the agent into pods. What it has put in before it takes out first, so that a second time
 * changes nothing, and other flags change just what they say.
 */
public final class Injector {
  private final Wishes flags;

  /**
   * Takes what is wished for all pods.
   *
   * @param given by label ({@code image}, {@code drain-delay}, …) or by variable of the agent
   * @throws IllegalArgumentException if one of them is not known, or cannot be had
   */
  public Injector(Map<String, String> given, KubernetesVersion version) {
    try {
      flags = Wishes.read(given, "--", version);
    } catch (Unfit unfit) {
      throw new IllegalArgumentException(unfit.why(), unfit);
    }
  }

  /**
   * Puts it in wherever it fits.
   *
   * @throws YamlProblem if a text cannot be read
   */
  public Rewrite inject(List<Source> sources) throws YamlProblem {
    List<Source> bare = Uninjector.undo(sources).sources();
    Manifests manifests = new Manifests();
    for (Source source : bare) {
      manifests.add(source);
    }
    Map<Source, Layout> layouts = new HashMap<>();
    Map<Workload, List<Edit>> edits = new LinkedHashMap<>();
    Map<Workload, Outcome> outcomes = new LinkedHashMap<>();
    List<Outcome> others = podless(manifests);
    for (Workload workload : manifests.workloads()) {
      try {
        PodPlan plan = PodPlan.of(workload, manifests.servicesOf(workload), flags);
        Layout layout = layouts.computeIfAbsent(workload.resource().root().source(), Layout::of);
        edits.put(workload, PodSplice.of(plan, layout));
        outcomes.put(workload, Outcome.done(workload.resource(), plan.notes()));
      } catch (Unfit unfit) {
        outcomes.put(workload, Outcome.left(workload.resource(), unfit));
      } catch (IllegalArgumentException endless) {
        outcomes.put(workload, Outcome.malformed(workload.resource(), endless));
      }
    }
    Map<Source, List<Workload>> bySource = new HashMap<>();
    for (Workload workload : edits.keySet()) {
      bySource
          .computeIfAbsent(workload.resource().root().source(), key -> new ArrayList<>())
          .add(workload);
    }
    List<Source> out = new ArrayList<>();
    for (Source source : bare) {
      out.add(written(source, bySource.getOrDefault(source, List.of()), edits, outcomes));
    }
    others.addAll(outcomes.values());
    return new Rewrite(out, others);
  }

  /** Objects that should have a pod spec, and have none. */
  private static List<Outcome> podless(Manifests manifests) {
    List<Outcome> podless = new ArrayList<>();
    Set<Resource> workloads = new HashSet<>();
    manifests.workloads().forEach(workload -> workloads.add(workload.resource()));
    for (String kind : Workload.kinds()) {
      for (Resource resource : manifests.resources(kind)) {
        if (!workloads.contains(resource)) {
          podless.add(
              Outcome.left(resource, new Unfit(Reason.MALFORMED, "there is no pod spec in it")));
        }
      }
    }
    return podless;
  }

  private static Source written(
      Source source,
      List<Workload> own,
      Map<Workload, List<Edit>> edits,
      Map<Workload, Outcome> outcomes) {
    if (own.isEmpty()) {
      return source;
    }
    Optional<Source> all = proven(source, own, edits);
    if (all.isPresent()) {
      return all.get();
    }
    // One of them is to blame: those that can be proven stay.
    List<Workload> good = new ArrayList<>();
    keepProvable(source, own, edits, good::add);
    Set<Workload> kept = new HashSet<>(good);
    for (Workload workload : own) {
      if (!kept.contains(workload)) {
        outcomes.put(workload, Outcome.left(workload.resource(), unsafe()));
      }
    }
    return proven(source, good, edits).orElse(source);
  }

  /** Halves some of which it cannot be proven: alone, each of a thousand costs a whole reading. */
  private static void keepProvable(
      Source source,
      List<Workload> failed,
      Map<Workload, List<Edit>> edits,
      Consumer<Workload> good) {
    if (failed.size() == 1) {
      return;
    }
    int middle = failed.size() / 2;
    for (List<Workload> half :
        List.of(failed.subList(0, middle), failed.subList(middle, failed.size()))) {
      if (proven(source, half, edits).isPresent()) {
        half.forEach(good);
      } else {
        keepProvable(source, half, edits, good);
      }
    }
  }

  /** The text with changes, if it is one that can be taken back byte for byte. */
  private static Optional<Source> proven(
      Source source, List<Workload> workloads, Map<Workload, List<Edit>> edits) {
    Edits all = new Edits();
    workloads.forEach(workload -> all.addAll(edits.getOrDefault(workload, List.of())));
    try {
      Source changed = new Source(source.name(), all.apply(source.text()));
      Rewrite back = Uninjector.undo(List.of(changed));
      boolean exact =
          back.sources().get(0).text().equals(source.text())
              && back.outcomes().size() == workloads.size()
              && back.outcomes().stream().allMatch(it -> it.isDone() && it.notes().isEmpty());
      return exact ? Optional.of(changed) : Optional.empty();
    } catch (YamlProblem | IllegalStateException e) {
      return Optional.empty();
    }
  }

  private static Unfit unsafe() {
    return new Unfit(
        Reason.UNSAFE,
        "its YAML is written in a way that could not be taken back byte for byte; please report it");
  }
}
