package io.probeagent.tools.lint;

import io.probeagent.tools.yaml.Field;
import io.probeagent.tools.yaml.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds {@code # probe-tools: ignore <rule>[,<rule>] — <reason>} in a text. Behind a field it is
 * for that line, on a line of its own for the next one that is neither empty nor a comment.
 */
final class Comments {
  private static final String MARK = "probe-tools: ignore";

  /** The rules, and behind a dash or a colon why. */
  private static final Pattern FORM =
      Pattern.compile(
          "(?:^|(?<=\\s))#\\s*probe-tools:\\s*ignore\\s+([a-z0-9-]+(?:\\s*,\\s*[a-z0-9-]+)*)(?:\\s+(?:—|–|--?)\\s|\\s*:\\s|\\s*$)\\s*(.*)$");

  private Comments() {}

  static List<Silence> in(Source source) {
    List<Silence> found = new ArrayList<>();
    if (!source.text().contains(MARK)) {
      return found;
    }
    for (int number = 1; number <= source.lineCount(); number++) {
      String line = source.line(number);
      Matcher matcher = FORM.matcher(line);
      if (line.contains(MARK) && matcher.find()) {
        boolean alone = line.substring(0, matcher.start()).isBlank();
        Field at = Field.comment(source, number, matcher.start(), line.length());
        for (String rule : matcher.group(1).split(",", -1)) {
          found.add(
              new Silence(
                  at,
                  rule.strip(),
                  matcher.group(2).strip(),
                  alone ? next(source, number) : number));
        }
      }
    }
    return found;
  }

  private static int next(Source source, int number) {
    for (int next = number + 1; next <= source.lineCount(); next++) {
      String line = source.line(next).strip();
      if (!line.isEmpty() && !line.startsWith("#") && !line.equals("---")) {
        return next;
      }
    }
    return 0;
  }
}
