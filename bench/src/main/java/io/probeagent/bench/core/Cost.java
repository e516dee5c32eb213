package io.probeagent.bench.core;

import io.probeagent.bench.figure.Grid;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What one operation costs.
 *
 * @param name the benchmark and its method
 * @param nanos nanoseconds, the mean
 * @param error half of the interval that holds the mean with 99.9 %; not a number if there was only
 *     one measurement
 * @param bytes allocated
 */
public record Cost(String name, double nanos, double error, double bytes) {
  public static Grid grid(List<Cost> costs) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("operation", "ns", "±", "bytes allocated"));
    for (Cost cost : costs) {
      rows.add(
          List.of(
              cost.name,
              number(cost.nanos),
              Double.isNaN(cost.error) ? "–" : number(cost.error),
              String.format(Locale.ROOT, "%.0f", cost.bytes)));
    }
    return new Grid(rows);
  }

  private static String number(double nanos) {
    return String.format(Locale.ROOT, nanos < 100 ? "%.1f" : "%,.0f", nanos);
  }
}
