package io.probeagent.tools.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probeagent.tools.inject.Note;
import io.probeagent.tools.inject.Outcome;
import java.io.PrintStream;
import java.util.List;

/**
 * A list with an object for each workload.
 *
 * @param verb what was done
 */
record JsonReport(String verb) implements Report {
  @Override
  public void write(List<Outcome> outcomes, PrintStream to) {
    ArrayNode all = new ObjectMapper().createArrayNode();
    for (Outcome outcome : outcomes) {
      ObjectNode one = all.addObject();
      one.put("kind", outcome.resource().kind());
      one.put("name", outcome.resource().name());
      one.put("namespace", outcome.resource().namespace());
      one.put("file", outcome.resource().root().source().name());
      one.put("line", outcome.resource().root().position().line());
      one.put("result", outcome.isDone() ? verb : "skipped");
      outcome
          .reason()
          .ifPresent(reason -> one.put("reason", reason.code()).put("why", outcome.why()));
      ArrayNode notes = one.putArray("notes");
      for (Note note : outcome.notes()) {
        notes
            .addObject()
            .put("code", note.code())
            .put("level", note.isWarning() ? "warning" : "note")
            .put("text", note.text());
      }
    }
    to.println(all);
  }
}
