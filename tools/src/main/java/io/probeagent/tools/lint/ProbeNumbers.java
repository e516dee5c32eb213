package io.probeagent.tools.lint;

import io.probeagent.tools.model.Handler;
import io.probeagent.tools.yaml.Field;
import java.util.List;

/** The numbers of a probe. */
final class ProbeNumbers {
  static final List<Rule> ALL =
      List.of(new Rule("probe-zero", Severity.INFO, Refusals.each(ProbeNumbers::zero)));

  private static final String GRACE = "terminationGracePeriodSeconds";
  private static final String SUCCESS = "successThreshold";
  private static final List<String> NAMES =
      List.of(
          "initialDelaySeconds",
          "timeoutSeconds",
          "periodSeconds",
          SUCCESS,
          "failureThreshold",
          GRACE);

  private ProbeNumbers() {}

  static void refused(Refusals asked) {
    if (!asked.handler().isProbe()) {
      return;
    }
    for (String name : NAMES) {
      Field field = asked.handler().field().get(name);
      if (!field.isNull()) {
        refused(asked, name, field);
      }
    }
  }

  private static void refused(Refusals asked, String name, Field field) {
    String text = field.textOr("");
    if (name.equals(GRACE) && asked.is("readinessProbe")) {
      asked.addValue(
          field,
          "may not be there, since a failing readiness probe ends nothing",
          "# without " + GRACE);
    } else if (field.number().isEmpty()) {
      if (text.matches("-?\\d.*")) {
        asked.addValue(
            field,
            "is no whole number",
            text.matches("\\d{1,9}") ? name + ": " + text : name + ": " + usual(name));
      }
    } else if (field.numberOr(0) < 0 || field.numberOr(0) > Integer.MAX_VALUE) {
      asked.addValue(field, "is not between 0 and " + Integer.MAX_VALUE, name + ": " + usual(name));
    } else if (name.equals(GRACE) && field.numberOr(0) == 0) {
      asked.addValue(field, "has to be above 0", name + ": 1");
    } else if (name.equals(SUCCESS) && !asked.is("readinessProbe") && field.numberOr(0) > 1) {
      asked.addValue(field, "has to be 1", name + ": 1");
    }
  }

  private static void zero(Refusals asked) {
    Handler probe = asked.handler();
    if (!probe.isProbe()) {
      return;
    }
    for (String name : List.of("timeoutSeconds", "periodSeconds", "failureThreshold")) {
      Field field = probe.field().get(name);
      if (field.number().isPresent() && field.numberOr(1) == 0) {
        asked
            .findings()
            .add(
                field,
                "%s: 0 of %s is taken for a field that is not there, and means %d"
                    .formatted(name, probe.title(), usual(name)),
                usual(name) == 1
                    ? name + ": 1   # as now"
                    : "%s: 1   # the least; or %d, as now".formatted(name, usual(name)));
      }
    }
  }

  private static int usual(String name) {
    return switch (name) {
      case "periodSeconds" -> 10;
      case "failureThreshold" -> 3;
      case GRACE -> 30;
      case "initialDelaySeconds" -> 0;
      default -> 1;
    };
  }
}
