package io.probeagent.bench.report;

import io.probeagent.bench.figure.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** For a document, in which it stands between two marks. */
public final class Markdown {
  static final String BEGIN = "<!-- bench: begin -->\n";
  static final String END = "<!-- bench: end -->\n";

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

  /** Puts it between the marks of a document. */
  public static void into(Path document, Run run) throws IOException {
    Files.writeString(document, replace(Files.readString(document), of(run), document));
  }

  static String replace(String text, String tables, Path document) throws IOException {
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IOException(
          "'%s' has no lines '%s' and '%s' (expected: what is between them is replaced)"
              .formatted(document, BEGIN.trim(), END.trim()));
    }
    return text.substring(0, begin + BEGIN.length()) + tables + text.substring(end);
  }
}
