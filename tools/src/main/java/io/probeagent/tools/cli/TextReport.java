package io.probeagent.tools.cli;

import io.probeagent.tools.inject.Note;
import io.probeagent.tools.inject.Outcome;
import java.io.PrintStream;
import java.util.List;

/**
 * One line for each workload, and one for each thing to know of it.
 *
 * @param verb what was done
 */
record TextReport(String verb) implements Report {
  @Override
  public void write(List<Outcome> outcomes, PrintStream to) {
    for (Outcome outcome : outcomes) {
      String where = outcome.resource().root().source().name();
      String title = outcome.resource().title();
      String line = title + " (" + where + ":" + outcome.resource().root().position().line() + ")";
      to.println(
          outcome
              .reason()
              .map(reason -> "skipped " + line + ": " + reason.code() + ": " + outcome.why())
              .orElse(verb + " " + line));
      for (Note note : outcome.notes()) {
        to.println("  " + note.code() + ": " + note.text());
      }
    }
    long done = outcomes.stream().filter(Outcome::isDone).count();
    to.println(done + " " + verb + ", " + (outcomes.size() - done) + " skipped");
  }
}
