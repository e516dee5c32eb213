package io.probeagent.tools.cli;

import io.probeagent.tools.inject.Outcome;
import io.probeagent.tools.inject.Rewrite;
import io.probeagent.tools.yaml.Source;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** What inject and uninject do with texts that they have changed. */
final class RewriteOutput {
  /** How the report is written. */
  enum Form {
    text,
    json
  }

  @Option(
      names = {"-i", "--in-place"},
      description = "Change the files, and print nothing.")
  private boolean inPlace;

  @Option(names = "--diff", description = "Print what would change, as a unified diff.")
  private boolean diff;

  @Option(names = "--check", description = "Print nothing; exit code 1 if something would change.")
  private boolean check;

  @Option(
      names = "--report",
      paramLabel = "form",
      description = "Of the report on standard error: ${COMPLETION-CANDIDATES} (default: text).")
  private Form report = Form.text;

  /** Writes texts and report; gives the exit code. */
  int write(List<Source> before, Rewrite rewrite, String verb, PrintStream out, PrintStream err) {
    if (inPlace && (diff || check)) {
      throw new UsageException("--in-place with --diff or --check (expected: one of them)");
    }
    boolean changed = false;
    for (int i = 0; i < before.size(); i++) {
      Source old = before.get(i);
      Source now = rewrite.sources().get(i);
      boolean same = old.text().equals(now.text());
      changed |= !same;
      if (diff) {
        out.print(Diff.of(old.name(), old.text(), now.text()));
      } else if (inPlace) {
        save(now, same);
      } else if (!check) {
        out.print(i == 0 ? now.text() : behind(rewrite.sources().get(i - 1), now));
      }
    }
    (report == Form.json ? new JsonReport(verb) : new TextReport(verb))
        .write(rewrite.outcomes(), err);
    if (rewrite.outcomes().stream().anyMatch(Outcome::isFailure)) {
      return 3;
    }
    return check && changed ? 1 : 0;
  }

  /** A text as the next document of a stream. */
  private static String behind(Source before, Source text) {
    String lineEnd = before.text().isEmpty() || before.text().endsWith("\n") ? "" : "\n";
    String mark = text.text().startsWith("---") || before.text().isEmpty() ? "" : "---\n";
    return lineEnd + mark + text.text();
  }

  private static void save(Source source, boolean same) {
    if (source.name().equals("-")) {
      throw new UsageException("--in-place with - (expected: files)");
    }
    if (same) {
      return;
    }
    try {
      Files.writeString(Path.of(source.name()), source.text());
    } catch (IOException e) {
      throw new UsageException(source.name() + ": cannot be written: " + e.getMessage());
    }
  }
}
