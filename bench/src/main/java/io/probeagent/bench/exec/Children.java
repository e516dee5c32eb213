package io.probeagent.bench.exec;

import io.probeagent.bench.subject.Program;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The processor time of a command and all that it starts. A shell runs it, several times in a row,
 * and tells at the end what its children took: what else the machine does is not in it.
 */
final class Children {
  private static final String LOOP =
      "i=0; count=$1; shift; while [ $i -lt $count ]; do \"$@\" >/dev/null || exit 1;"
          + " i=$((i+1)); done; times";

  /** The last line of {@code times}: user and system time of the children. */
  private static final Pattern TIMES = Pattern.compile("(\\d+)m([\\d.]+)s (\\d+)m([\\d.]+)s\\s*$");

  private Children() {}

  /** Nanoseconds of so many runs, in steps of 10 ms; throws if one fails. */
  static long nanos(List<String> command, int count) throws IOException {
    List<String> words = new ArrayList<>(List.of("sh", "-c", LOOP, "sh", "" + count));
    words.addAll(command);
    return parse(Program.run(words, Map.of("LC_ALL", "C")));
  }

  static long parse(String times) throws IOException {
    Matcher matcher = TIMES.matcher(times);
    if (!matcher.find()) {
      throw new IOException("times said '" + times + "' (expected: 0m0.00s 0m0.00s)");
    }
    double user = 60 * Integer.parseInt(matcher.group(1)) + Double.parseDouble(matcher.group(2));
    double system = 60 * Integer.parseInt(matcher.group(3)) + Double.parseDouble(matcher.group(4));
    return Math.round((user + system) * 1e9);
  }
}
