package io.probeagent.tools.inject;

import io.probeagent.tools.inject.Edits.Edit;
import io.probeagent.tools.model.Container;
import io.probeagent.tools.model.Sidecar;
import io.probeagent.tools.model.Workload;
import io.probeagent.tools.yaml.Documents;
import io.probeagent.tools.yaml.Field;
import io.probeagent.tools.yaml.Layout;
import io.probeagent.tools.yaml.Piece;
import io.probeagent.tools.yaml.Source;
import io.probeagent.tools.yaml.Value;
import io.probeagent.tools.yaml.YamlProblem;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes the agent out of a pod by what things mean, for a text that is not what inject wrote any
 * more: its container and volume, who mounts that and who asks the agent. What was replaced comes
 * back, written anew.
 */
final class TakeOut {
  private static final Set<String> VARIABLES =
      Set.of("PROBE_DIR", "PROBE_FILE", "PROBE_SIGNAL_SOCKET");

  private final Layout layout;
  private final Ink ink;
  private final Splice splice;
  private final Edits edits = new Edits();
  private final Sidecar sidecar;
  private final Map<String, Map<String, String>> was;
  private final Set<Piece> gone = Collections.newSetFromMap(new IdentityHashMap<>());

  private TakeOut(Layout layout, String text, Piece pod, Sidecar sidecar, Optional<Undo> undo) {
    this.layout = layout;
    this.ink = new Ink(text, Styles.of(pod, text), edits);
    this.splice = new Splice(layout, ink);
    this.sidecar = sidecar;
    this.was = undo.map(Undo::was).orElse(Map.of());
  }

  static List<Edit> of(Workload workload, Sidecar sidecar, Layout layout, Optional<Undo> undo) {
    String text = workload.resource().root().source().text();
    Piece pod = layout.find(workload.pod()).orElseThrow(() -> elsewhere(workload.pod()));
    TakeOut out = new TakeOut(layout, text, pod, sidecar, undo);
    out.mark(workload);
    new Pruning(text, out.ink, out.edits, out.gone).prune(pod);
    return out.edits.inOrder();
  }

  private void mark(Workload workload) {
    goes(sidecar.container().field());
    String volume = sidecar.volume().orElse(AppPlan.VOLUME);
    for (Field each : workload.spec().get("volumes").items()) {
      if (each.get("name").is(volume)) {
        goes(each);
      }
    }
    for (Container container : workload.containers()) {
      if (!container.field().equals(sidecar.container().field())) {
        mark(container, volume);
      }
    }
    Field injected = Annotations.injected(workload);
    if (injected.exists()) {
      goes(injected);
    }
  }

  private void mark(Container container, String volume) {
    boolean shares = false;
    for (Field mount : container.field().get("volumeMounts").items()) {
      if (mount.get("name").is(volume)) {
        goes(mount);
        shares = true;
      }
    }
    for (Field variable : container.field().get("env").items()) {
      boolean notify =
          variable.get("name").is("NOTIFY_SOCKET")
              && variable.get("value").textOr("").startsWith(sidecar.dir() + "/");
      if (shares && (notify || VARIABLES.contains(variable.get("name").textOr("")))) {
        goes(variable);
      }
    }
    for (String kind : Container.PROBES) {
      restore(container, container.field(), kind);
    }
    restore(container, container.field().get("lifecycle"), "preStop");
  }

  private void restore(Container container, Field owner, String name) {
    Field asking = owner.get(name);
    if (!sidecar.isAskedBy(asking)) {
      return;
    }
    Optional<Value> old =
        Optional.ofNullable(was.getOrDefault(container.name(), Map.of()).get(name))
            .flatMap(TakeOut::read);
    if (old.isPresent()) {
      splice.set(owner, name, old.get());
    } else {
      goes(asking);
    }
  }

  private static Optional<Value> read(String json) {
    try {
      return Documents.read(new Source(Annotations.INJECTED, json)).stream()
          .findFirst()
          .map(Value::copy);
    } catch (YamlProblem e) {
      return Optional.empty();
    }
  }

  private void goes(Field field) {
    Piece piece = layout.find(field).orElseThrow(() -> elsewhere(field));
    if (layout.isWayShared(field)) {
      throw elsewhere(field);
    }
    gone.add(piece);
  }

  private static Unfit elsewhere(Field field) {
    return new Unfit(
        Reason.SHARED_YAML,
        field.path()
            + " is written once for several places (an anchor, an alias or a merge key); take it out by hand");
  }
}
