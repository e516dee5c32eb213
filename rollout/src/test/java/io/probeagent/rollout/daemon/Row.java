package io.probeagent.rollout.daemon;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One step in the life of a daemon, as a row of its table on the page.
 *
 * @param step what is done to it
 * @param said the messages that it sends, each in backquotes, one that it does not always send in
 *     parentheses; or {@code nothing}
 * @param told what the agent makes of its words alone
 * @param seen what the agent makes of them where it also asks the kernel for its port
 */
record Row(String step, String said, String told, String seen) {
  private static final Pattern MESSAGE = Pattern.compile("(\\()?`([^`]+)`\\)?");

  /** How a stop gets on: what it says of that, and how often, depends on how busy the disk is. */
  private static final Pattern PROGRESS =
      Pattern.compile("STATUS=[^\n]*\nEXTEND_TIMEOUT_USEC=[0-9]+");

  private static final String ON_IT = "`STATUS=…\\nEXTEND_TIMEOUT_USEC=n`";

  static Row of(String line) {
    String[] cells = line.split("\\|", -1);
    if (cells.length != 6) {
      throw new IllegalArgumentException(
          "'" + line + "' has " + (cells.length - 2) + " cells (expected: 4)");
    }
    return new Row(cells[1].strip(), cells[2].strip(), cells[3].strip(), cells[4].strip());
  }

  /** The signal that the step names, such as HUP; empty if it names none. */
  String signal() {
    Matcher name = Pattern.compile("SIG([A-Z0-9]+)").matcher(step);
    return name.find() ? name.group(1) : "";
  }

  /** Whether these messages, one after the other, are those of the page. */
  boolean tellsOf(List<String> messages) {
    List<String> cells = cells(messages);
    int next = 0;
    Matcher expected = MESSAGE.matcher(said);
    while (expected.find()) {
      boolean here = next < cells.size() && cells.get(next).equals("`" + expected.group(2) + "`");
      if (here) {
        next++;
      } else if (expected.group(1) == null) {
        return false;
      }
    }
    return next == cells.size();
  }

  /** Messages as the page shows them. */
  static String cell(List<String> messages) {
    List<String> cells = cells(messages);
    return cells.isEmpty() ? "nothing" : String.join(" ", cells);
  }

  /** Each message; reports of progress that follow each other are one. */
  private static List<String> cells(List<String> messages) {
    List<String> cells = new ArrayList<>();
    for (String message : messages) {
      String cell = cell(message);
      if (!cell.equals(ON_IT) || cells.isEmpty() || !cells.get(cells.size() - 1).equals(ON_IT)) {
        cells.add(cell);
      }
    }
    return cells;
  }

  /** What differs from run to run is replaced; a line break at the end does not count. */
  private static String cell(String message) {
    if (PROGRESS.matcher(message.strip()).matches()) {
      return ON_IT;
    }
    String text =
        message
            .strip()
            .replaceAll("MAINPID=[0-9]+", "MAINPID=n")
            .replaceAll("[0-9]+/[0-9]+", "n/n")
            .replace("\n", "\\n");
    return "`" + text + "`";
  }

  @Override
  public String toString() {
    return "| " + String.join(" | ", step, said, told, seen) + " |";
  }
}
