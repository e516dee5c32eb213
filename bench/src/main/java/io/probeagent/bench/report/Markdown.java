package io.probeagent.bench.report;

import io.probeagent.bench.figure.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** For a document, in which it stands between two marks. */
public final class Markdown {

  private Markdown() {}

  static String of(Run run) {
    String subjects =
        run.subjects().stream()
            .map(subject -> "* **" + subject.name() + "**: " + subject.describe())
            .collect(Collectors.joining("\n"));
    return String.join(
        "\n",
        Tables.bounds(run.results(), run.agents()).markdown(),
        Tables.figures(run.results(), run.names()).markdown(),
        subjects,
        "",
        run.circumstances() + ".",
        "");
  }

  /**
   * Puts it between the marks of a document.
   *
   * @param command whose marks, such as "bench node"
   */
  public static void into(Path document, String command, Run run) throws IOException {
    into(document, command, of(run));
  }

  /** Puts a table there, likewise. */
  public static void into(Path document, String command, String table) throws IOException {
    String text = Files.readString(document);
    Files.writeString(document, replace(text, command, table, document));
  }

  static String replace(String text, String command, String tables, Path document)
      throws IOException {
    String first = begin(command);
    String last = end(command);
    int begin = text.indexOf(first);
    int end = text.indexOf(last);
    if (begin < 0 || end < begin) {
      throw new IOException(
          "'%s' has no lines '%s' and '%s' (expected: what is between them is replaced)"
              .formatted(document, first.trim(), last.trim()));
    }
    return text.substring(0, begin + first.length()) + tables + text.substring(end);
  }

  static String begin(String command) {
    return "<!-- " + command + ": begin -->\n";
  }

  static String end(String command) {
    return "<!-- " + command + ": end -->\n";
  }
}
