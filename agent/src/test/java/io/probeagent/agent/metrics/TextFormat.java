package io.probeagent.agent.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a page as its format demands; throws at the first line that it would not allow. */
record TextFormat(Map<String, Metric> metrics) {
  private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
  private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\"";
  private static final Pattern META = Pattern.compile("# (HELP|TYPE) (" + NAME + ") (.+)");
  private static final Pattern SAMPLE =
      Pattern.compile(
          "("
              + NAME
              + ")(\\{"
              + LABEL
              + "(?:,"
              + LABEL
              + ")*\\})?"
              + " ([-+]?(?:[0-9]+(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?|Inf)|NaN)");
  private static final Set<String> TYPES = Set.of("gauge", "counter", "summary", "info");

  /**
   * One metric.
   *
   * @param samples values by name and labels, as they are written
   */
  record Metric(String type, String help, Map<String, String> samples) {}

  static TextFormat prometheus(String page) {
    return new TextFormat(read(page, false));
  }

  static TextFormat openMetrics(String page) {
    String end = "# EOF\n";
    if (!page.endsWith("\n" + end)) {
      throw new AssertionError("no # EOF at the end of:\n" + page);
    }
    return new TextFormat(read(page.substring(0, page.length() - end.length()), true));
  }

  /** The value of a sample; throws if there is none. */
  String value(String sample) {
    for (Metric metric : metrics.values()) {
      String value = metric.samples.get(sample);
      if (value != null) {
        return value;
      }
    }
    throw new AssertionError("no " + sample + " in " + metrics);
  }

  /** {@code name type}, for every metric. */
  List<String> types() {
    List<String> types = new ArrayList<>();
    metrics.forEach((name, metric) -> types.add(name + " " + metric.type));
    return types;
  }

  private static Map<String, Metric> read(String page, boolean open) {
    check(page.endsWith("\n"), "the last line does not end", page);
    Map<String, Metric> all = new LinkedHashMap<>();
    String name = "";
    String help = "";
    String type = "";
    for (String line : page.substring(0, page.length() - 1).split("\n", -1)) {
      Matcher meta = META.matcher(line);
      Matcher sample = SAMPLE.matcher(line);
      if (meta.matches()) {
        boolean first = meta.group(1).equals(open ? "TYPE" : "HELP");
        check(first || meta.group(2).equals(name), "of another metric", line);
        check(!all.containsKey(meta.group(2)), "a second time", line);
        help = meta.group(1).equals("HELP") ? meta.group(3) : first ? "" : help;
        type = meta.group(1).equals("TYPE") ? meta.group(3) : first ? "" : type;
        name = meta.group(2);
      } else {
        check(sample.matches(), "neither HELP nor TYPE nor a sample", line);
        check(!help.isEmpty() && TYPES.contains(type), "a sample without HELP and TYPE", line);
        check(belongs(sample.group(1), name, type, open), "a sample of another metric", line);
        String labels = sample.group(2);
        String before =
            all.computeIfAbsent(name, metric(type, help))
                .samples
                .put(sample.group(1) + (labels == null ? "" : labels), sample.group(3));
        check(before == null, "a second time", line);
      }
    }
    check(all.containsKey(name), "a metric without a sample", name);
    return all;
  }

  private static java.util.function.Function<String, Metric> metric(String type, String help) {
    return name -> new Metric(type, help, new LinkedHashMap<>());
  }

  private static boolean belongs(String sample, String name, String type, boolean open) {
    return switch (type) {
      case "counter" -> sample.endsWith("_total") && sample.equals(open ? name + "_total" : name);
      case "summary" -> sample.equals(name + "_count") || sample.equals(name + "_sum");
      case "info" -> open && sample.equals(name + "_info");
      default -> sample.equals(name);
    };
  }

  private static void check(boolean allowed, String problem, @Nullable String where) {
    if (!allowed) {
      throw new AssertionError(problem + ": " + where);
    }
  }
}
