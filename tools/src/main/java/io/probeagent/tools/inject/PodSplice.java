package io.probeagent.tools.inject;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.probeagent.tools.inject.Edits.Edit;
import io.probeagent.tools.model.Workload;
import io.probeagent.tools.yaml.Field;
import io.probeagent.tools.yaml.Layout;
import io.probeagent.tools.yaml.Piece;
import io.probeagent.tools.yaml.Value;
import io.probeagent.tools.yaml.Written;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a plan into the text of its pod. */
final class PodSplice {
  /** Stands where the annotation's value comes when all else is known. */
  private static final String MARK = "\uE000";

  private static final Written JSON = new Written(0, 0, true);

  private PodSplice() {}

  /**
   * The changes that put a plan into a text.
   *
   * @throws Unfit if it cannot be written without a change of another place
   */
  static List<Edit> of(PodPlan plan, Layout layout) {
    Workload workload = plan.workload();
    String text = workload.resource().root().source().text();
    Piece pod =
        layout
            .find(workload.pod())
            .orElseThrow(
                () ->
                    new Unfit(
                        Reason.SHARED_YAML, "its pod stands elsewhere, and is taken by an alias"));
    Edits edits = new Edits();
    Splice splice = new Splice(layout, new Ink(text, Styles.of(pod, text), edits));
    plan.apps().forEach(app -> put(app, splice));
    Field spec = workload.spec();
    boolean isNative = plan.wishes().isNative();
    splice.addItems(
        spec,
        isNative ? "initContainers" : "containers",
        List.of(AgentContainer.of(plan)),
        isNative);
    splice.addItems(spec, "volumes", List.of(AgentContainer.volume()), false);
    annotate(workload, splice);
    refuseLostAnchors(layout.usesOf(pod), edits);
    return withUndo(edits, text, pod, was(plan));
  }

  private static void put(AppPlan app, Splice splice) {
    Field container = app.container().field();
    splice.addItems(container, "env", app.env(), false);
    splice.addItems(container, "volumeMounts", List.of(app.mount()), false);
    app.probes().forEach((kind, probe) -> splice.set(container, kind, probe));
    app.preStop().ifPresent(hook -> splice.setBelow(container, "lifecycle", "preStop", hook));
  }

  private static void annotate(Workload workload, Splice splice) {
    Value mark = new Value.Plain(MARK);
    Field metadata = workload.pod().get("metadata");
    if (metadata.isMapping()) {
      splice.setBelow(metadata, "annotations", Annotations.INJECTED, mark);
    } else {
      splice.setBelow(
          workload.pod(), "metadata", "annotations", Value.fields(Annotations.INJECTED, mark));
    }
  }

  /** What is replaced may hold an anchor that another place needs. */
  private static void refuseLostAnchors(List<Layout.Use> uses, Edits edits) {
    for (Layout.Use use : uses) {
      if (edits.cuts(use.target().start(), use.target().end())
          && !edits.cuts(use.alias().start(), use.alias().end())) {
        throw new Unfit(
            Reason.SHARED_YAML,
            "what would be replaced is also used elsewhere, as *%s; write it out there"
                .formatted(use.alias().value()));
      }
    }
  }

  private static Map<String, Map<String, String>> was(PodPlan plan) {
    Map<String, Map<String, String>> was = new LinkedHashMap<>();
    for (AppPlan app : plan.apps()) {
      Map<String, String> fields = new LinkedHashMap<>();
      Field container = app.container().field();
      for (String kind : app.probes().keySet()) {
        keep(container.get(kind), kind, fields);
      }
      if (app.preStop().isPresent()) {
        keep(container.at("lifecycle", "preStop"), "preStop", fields);
      }
      if (!fields.isEmpty()) {
        was.put(app.container().name(), fields);
      }
    }
    return was;
  }

  private static void keep(Field field, String name, Map<String, String> fields) {
    if (!field.isNull()) {
      fields.put(name, JSON.flow(Value.copy(field)));
    }
  }

  private static List<Edit> withUndo(
      Edits edits, String text, Piece pod, Map<String, Map<String, String>> was) {
    List<Edit> inOrder = edits.inOrder();
    String json = Undo.of(text, pod.start(), pod.end(), inOrder, MARK, was).json();
    List<Edit> whole = new ArrayList<>();
    for (Edit edit : inOrder) {
      boolean quoted = edit.put().contains('"' + Annotations.INJECTED + '"');
      String value =
          quoted
              ? '"' + new String(JsonStringEncoder.getInstance().quoteAsString(json)) + '"'
              : "'" + json.replace("'", "''") + "'";
      whole.add(new Edit(edit.at(), edit.cut(), edit.put().replace(MARK, value), edit.depth()));
    }
    return whole;
  }
}
