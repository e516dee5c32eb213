package io.probeagent.bench.proc;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the run was on.
 *
 * @param processors that this process may use
 */
public record Machine(String model, int processors, String kernel) {
  private static final Pattern MODEL = Pattern.compile("^model name\\s*: (.*)$", Pattern.MULTILINE);

  public static Machine here() {
    return new Machine(
        model(Proc.read("cpuinfo").orElse("")),
        Runtime.getRuntime().availableProcessors(),
        "Linux "
            + System.getProperty("os.version").replaceAll("-.*", "")
            + " "
            + System.getProperty("os.arch"));
  }

  /** How many threads wanted to run in the last minute, on average. */
  public static double loadAverage() {
    return Double.parseDouble(Proc.read("loadavg").orElseThrow().replaceAll(" .*\\s*", ""));
  }

  /** ARM's kernels do not tell. */
  static String model(String cpuinfo) {
    Matcher matcher = MODEL.matcher(cpuinfo);
    return matcher.find() ? matcher.group(1).trim() : "unknown processor";
  }

  public String text() {
    return String.format(Locale.ROOT, "%s, %d processors, %s", model, processors, kernel);
  }
}
