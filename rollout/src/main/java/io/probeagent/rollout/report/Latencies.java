package io.probeagent.rollout.report;

import io.probeagent.rollout.record.ClientKind;
import io.probeagent.rollout.record.Exchange;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.Histogram;

/**
 * How long good answers took, by client and span: as measured, and over what the server was asked
 * to take. Resolution: a microsecond and three digits. Not thread-safe.
 */
final class Latencies {
  /** In microseconds; what took longer counts as an hour. */
  private static final long MOST = 3_600_000_000L;

  private final Map<Key, Pair> histograms = new TreeMap<>();

  private record Key(Span span, ClientKind client) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int bySpan = span.compareTo(other.span);
      return bySpan != 0 ? bySpan : client.compareTo(other.client);
    }
  }

  private record Pair(Histogram measured, Histogram over) {
    Pair() {
      this(new Histogram(3), new Histogram(3));
    }
  }

  void add(Span span, Exchange good) {
    Pair pair = histograms.computeIfAbsent(new Key(span, good.client()), key -> new Pair());
    long took = good.end() - good.start();
    pair.measured().recordValue(micros(took));
    pair.over().recordValue(micros(took - good.asked()));
  }

  /** By the label of the span; a span without an exchange is left out. */
  Map<String, Report.Latency> of(Predicate<ClientKind> wanted) {
    Map<Span, Pair> sums = new EnumMap<>(Span.class);
    histograms.forEach(
        (key, pair) -> {
          if (wanted.test(key.client())) {
            Pair sum = sums.computeIfAbsent(key.span(), span -> new Pair());
            sum.measured().add(pair.measured());
            sum.over().add(pair.over());
          }
        });
    Map<String, Report.Latency> latencies = new LinkedHashMap<>();
    sums.forEach(
        (span, pair) ->
            latencies.put(
                span.label(),
                new Report.Latency(
                    pair.measured().getTotalCount(),
                    figures(pair.measured()),
                    figures(pair.over()))));
    return latencies;
  }

  /** As histograms here take it. */
  static long micros(long nanos) {
    return Math.min(MOST, Math.max(0, nanos / 1000));
  }

  /** In milliseconds. */
  static double quantile(AbstractHistogram histogram, double percent) {
    return Math.round(histogram.getValueAtPercentile(percent) / 10.0) / 100.0;
  }

  private static Report.Quantiles figures(Histogram histogram) {
    return new Report.Quantiles(
        quantile(histogram, 50),
        quantile(histogram, 90),
        quantile(histogram, 99),
        quantile(histogram, 99.9),
        quantile(histogram, 100));
  }
}
