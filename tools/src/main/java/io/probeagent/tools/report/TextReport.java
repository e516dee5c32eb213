package io.probeagent.tools.report;

import io.probeagent.tools.lint.Finding;
import io.probeagent.tools.lint.Severity;
import java.util.List;
import java.util.function.Consumer;

/**
 * For people: place, the line with a caret, what happens, and what to write instead.
 *
 * @param colours whether it goes to a terminal
 */
public record TextReport(boolean colours) implements Report {
  /** Of a longer line only what is around the place is shown. */
  private static final int WIDEST = 160;

  private static final int BEFORE = 60;

  @Override
  public void write(List<Finding> findings, Consumer<String> to) {
    findings.forEach(finding -> to.accept(text(finding)));
  }

  private String text(Finding finding) {
    StringBuilder text = new StringBuilder();
    Place place = Place.of(finding);
    String number = String.valueOf(place.line());
    String colour = colour(finding.severity());
    text.append(
        "%s:%d:%d: %s %s (%s)%n"
            .formatted(
                place.file(),
                place.line(),
                place.column(),
                painted(colour, finding.severity().toString()),
                painted("1", finding.rule().id()),
                Plain.of(owner(finding))));
    String[] shown = shown(finding, place);
    text.append("  %s | %s%n".formatted(number, shown[0]));
    text.append(
        "  %s | %s%s%n"
            .formatted(" ".repeat(number.length()), shown[1], painted(colour, shown[2])));
    text.append("  ").append(Plain.of(finding.what())).append('\n');
    if (!finding.fix().isEmpty()) {
      text.append("  fix:\n");
      finding
          .fix()
          .lines()
          .forEach(line -> text.append("    ").append(Plain.of(line)).append('\n'));
    }
    return text.append('\n').toString();
  }

  /** Of a rendered chart with the template to mend: the line is that of a text nobody keeps. */
  private static String owner(Finding finding) {
    String title = finding.resource().title();
    return finding.resource().template().map(from -> title + " of " + from).orElse(title);
  }

  /** The line, what is below it up to the place, and the carets. */
  private static String[] shown(Finding finding, Place place) {
    int[] line = Plain.of(finding.at().source().line(place.line())).codePoints().toArray();
    int start = Math.min(place.column() - 1, line.length);
    int end =
        Math.max(start + 1, Math.min(place.endColumn() - 1, Math.max(line.length, start + 1)));
    int from = line.length <= WIDEST ? 0 : Math.max(0, start - BEFORE);
    int to = Math.min(line.length, from + WIDEST);
    String before = from > 0 ? "…" : "";
    StringBuilder pad = new StringBuilder(" ".repeat(before.length()));
    for (int i = from; i < start; i++) {
      pad.append(line[i] == '\t' ? '\t' : ' ');
    }
    String text = before + new String(line, from, to - from) + (to < line.length ? "…" : "");
    return new String[] {text, pad.toString(), "^".repeat(Math.max(1, Math.min(end, to) - start))};
  }

  private static String colour(Severity severity) {
    return switch (severity) {
      case ERROR -> "1;31";
      case WARNING -> "1;33";
      case INFO -> "1;36";
    };
  }

  private String painted(String colour, String text) {
    return colours ? "\u001b[" + colour + "m" + text + "\u001b[0m" : text;
  }
}
