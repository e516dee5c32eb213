package io.probeagent.tools.inject;

import io.probeagent.tools.inject.Edits.Edit;
import io.probeagent.tools.model.Manifests;
import io.probeagent.tools.model.Sidecar;
import io.probeagent.tools.model.Workload;
import io.probeagent.tools.yaml.Field;
import io.probeagent.tools.yaml.Layout;
import io.probeagent.tools.yaml.Piece;
import io.probeagent.tools.yaml.Source;
import io.probeagent.tools.yaml.YamlProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes the agent out: byte for byte where nobody changed the pod since, else by what it means. */
public final class Uninjector {
  private final boolean onlyInjected;

  private Uninjector(boolean onlyInjected) {
    this.onlyInjected = onlyInjected;
  }

  /**
   * Takes it out of all pods that have it, whoever put it in.
   *
   * @throws YamlProblem if a text cannot be read
   */
  public static Rewrite uninject(List<Source> sources) throws YamlProblem {
    return new Uninjector(false).all(sources);
  }

  /** The same, but only what {@link Injector} has put in. */
  static Rewrite undo(List<Source> sources) throws YamlProblem {
    return new Uninjector(true).all(sources);
  }

  private Rewrite all(List<Source> sources) throws YamlProblem {
    List<Source> out = new ArrayList<>();
    List<Outcome> outcomes = new ArrayList<>();
    for (Source source : sources) {
      out.add(one(source, outcomes));
    }
    return new Rewrite(out, outcomes);
  }

  private Source one(Source source, List<Outcome> outcomes) throws YamlProblem {
    Manifests manifests = new Manifests();
    manifests.add(source);
    Layout layout = null;
    Edits edits = new Edits();
    for (Workload workload : manifests.workloads()) {
      Field injected = Annotations.injected(workload);
      Optional<Sidecar> sidecar = workload.sidecar();
      if (onlyInjected ? injected.exists() : injected.exists() || sidecar.isPresent()) {
        layout = layout == null ? Layout.of(source) : layout;
        outcomes.add(takeOut(workload, sidecar, layout, edits));
      }
    }
    return edits.isEmpty() ? source : new Source(source.name(), edits.apply(source.text()));
  }

  private static Outcome takeOut(
      Workload workload, Optional<Sidecar> sidecar, Layout layout, Edits edits) {
    Optional<Undo> undo = Annotations.injected(workload).text().flatMap(Undo::read);
    Optional<List<Edit>> exact = undo.flatMap(it -> exact(it, workload, layout));
    if (exact.isPresent()) {
      edits.addAll(exact.get());
      return Outcome.done(workload.resource(), List.of());
    }
    if (sidecar.isEmpty()) {
      return Outcome.left(
          workload.resource(),
          new Unfit(Reason.MALFORMED, "it is annotated as injected, and has no agent"));
    }
    try {
      edits.addAll(TakeOut.of(workload, sidecar.get(), layout, undo));
    } catch (Unfit unfit) {
      return Outcome.left(workload.resource(), unfit);
    } catch (IllegalArgumentException endless) {
      return Outcome.malformed(workload.resource(), endless);
    }
    String changed =
        undo.isPresent()
            ? "it was changed since it was injected: what inject put in is out, and the rest stays as it is now"
            : "nobody noted what it was before: probes and hooks that the agent's replaced are not known";
    return Outcome.done(workload.resource(), List.of(new Note("not-exact", changed)));
  }

  private static Optional<List<Edit>> exact(Undo undo, Workload workload, Layout layout) {
    Optional<Piece> pod = layout.find(workload.pod());
    Optional<Piece> value = layout.find(Annotations.injected(workload));
    if (pod.isEmpty() || value.isEmpty()) {
      return Optional.empty();
    }
    String text = workload.resource().root().source().text();
    return undo.edits(text, pod.get().start(), value.get().start(), value.get().end());
  }
}
