package io.probeagent.tools.lint;

import io.probeagent.tools.model.Container;
import io.probeagent.tools.model.Container.Role;
import io.probeagent.tools.model.Handler;
import io.probeagent.tools.yaml.Field;
import java.util.List;
import java.util.function.Consumer;

/**
 * Probes and hooks of a pod as the API server looks at them, an empty one among them.
 *
 * @param findings where what it refuses is told
 */
record Refusals(Scene scene, Handler handler, Findings findings) {
  /** A check of each of them, those of init containers apart: they may have none. */
  static Rule.Check each(Consumer<Refusals> look) {
    return (scene, findings) -> {
      for (Container container : scene.workload().containers()) {
        // Without an image it is no pod's container, but a patch of one that stands elsewhere.
        if (container.role() == Role.INIT || container.image().isEmpty()) {
          continue;
        }
        for (String name : Container.PROBES) {
          give(scene, container, name, container.probe(name), findings, look);
        }
        for (String name : List.of("postStart", "preStop")) {
          Field hook = container.field().at("lifecycle", name);
          give(scene, container, name, hook, findings, look);
        }
      }
    };
  }

  private static void give(
      Scene scene,
      Container container,
      String name,
      Field field,
      Findings findings,
      Consumer<Refusals> look) {
    if (field.isMapping()) {
      look.accept(new Refusals(scene, new Handler(container, name, field), findings));
    }
  }

  boolean is(String name) {
    return handler.name().equals(name);
  }

  /** Tells one: what is wrong, as a sentence that goes on with what the API server does. */
  void add(Field at, String wrong, String fix) {
    findings.add(at, "%s: the API server refuses the %s".formatted(wrong, scene.kind()), fix);
  }

  /** The same of a field with its value. */
  void addValue(Field at, String wrong, String fix) {
    add(at, "%s: %s of %s %s".formatted(at.name(), shown(at), handler.title(), wrong), fix);
  }

  private static String shown(Field field) {
    return field.isText() ? "\"" + field.textOr("") + "\"" : field.textOr("");
  }
}
