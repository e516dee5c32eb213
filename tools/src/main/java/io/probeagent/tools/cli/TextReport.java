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
  private static String counted(long count, String what) {
    return count == 0 ? "" : ", " + count + " " + what + (count == 1 ? "" : "s");
  }

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
        String loud = note.isWarning() ? "warning: " : "";
        to.println("  " + loud + note.code() + ": " + note.text());
      }
    }
    long done = outcomes.stream().filter(Outcome::isDone).count();
    long warnings =
        outcomes.stream().flatMap(it -> it.notes().stream()).filter(Note::isWarning).count();
    to.println(
        "%d %s, %d skipped%s"
            .formatted(done, verb, outcomes.size() - done, counted(warnings, "warning")));
  }
}
