package io.probeagent.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probeagent.bench.figure.Bound;
import io.probeagent.bench.figure.Figure;
import io.probeagent.bench.figure.Spread;
import io.probeagent.bench.subject.Subject;
import java.util.List;
import java.util.Locale;

/** For programs: all values of all rounds. */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private Json() {}

  public static String of(Run run) throws JsonProcessingException {
    ObjectNode root = MAPPER.createObjectNode();
    machine(run, root.putObject("machine"));
    root.put("rounds", run.rounds());
    ObjectNode subjects = root.putObject("subjects");
    for (Subject subject : run.subjects()) {
      subjects.put(subject.name(), subject.describe());
    }
    figures(run, root.putArray("figures"));
    bounds(run, root.putArray("bounds"));
    return MAPPER.writeValueAsString(root) + "\n";
  }

  private static void machine(Run run, ObjectNode machine) {
    machine.put("model", run.machine().model());
    machine.put("processors", run.machine().processors());
    machine.put("kernel", run.machine().kernel());
    machine.put("loadAverageBefore", run.noise().loadBefore());
    machine.put("loadAverageAfter", run.loadAfter());
    machine.put("othersShare", run.noise().mean());
    machine.put("othersShareAtWorst", run.noise().worst());
    machine.put("loaded", run.noise().isLoud());
  }

  private static void figures(Run run, ArrayNode array) {
    for (Figure figure : run.results().figures()) {
      for (String subject : run.names()) {
        List<Double> values = run.results().get(figure, subject);
        if (!values.isEmpty()) {
          ObjectNode node = array.addObject();
          node.put("figure", figure.name().toLowerCase(Locale.ROOT));
          node.put("title", figure.title());
          node.put("unit", figure.unit());
          node.put("subject", subject);
          spread(Spread.of(values), node);
          values.forEach(node.putArray("values")::add);
        }
      }
    }
  }

  private static void bounds(Run run, ArrayNode array) {
    for (Bound bound : Bound.ALL) {
      for (String agent : run.agents()) {
        bound
            .measured(run.results(), agent)
            .ifPresent(
                spread -> {
                  ObjectNode node = array.addObject();
                  node.put("figure", bound.figure().name().toLowerCase(Locale.ROOT));
                  node.put("subject", agent);
                  node.put("ratioTo", bound.to());
                  node.put("limit", bound.text());
                  spread(spread, node);
                  node.put("met", bound.isMet(spread));
                });
      }
    }
  }

  private static void spread(Spread spread, ObjectNode node) {
    node.put("median", spread.median());
    node.put("least", spread.least());
    node.put("most", spread.most());
  }
}
