package io.probeagent.bench.figure;

import java.util.List;
import java.util.Locale;

/** The middle of some values, and how far they lie apart. */
public record Spread(double median, double least, double most) {
  /** Of at least one value; of an even number the mean of the two in the middle. */
  public static Spread of(List<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("no values (expected: one or more)");
    }
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int half = sorted.length / 2;
    double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1]);
  }

  public String text(int decimals) {
    String median = number(this.median, decimals);
    String least = number(this.least, decimals);
    String most = number(this.most, decimals);
    return least.equals(most) ? median : median + " (" + least + "–" + most + ")";
  }

  private static String number(double value, int decimals) {
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }
}
