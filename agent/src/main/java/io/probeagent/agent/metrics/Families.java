package io.probeagent.agent.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Collects figures by the name of their metric, in the library's own model. */
final class Families {
  private final Map<String, Family> all = new LinkedHashMap<>();

  /** One metric: its figures, told apart by the values of its labels. */
  static final class Family {
    private final String[] labels;
    private final Supplier<MetricSnapshot> built;
    private final PointSink points;

    private Family(String[] labels, PointSink points, Supplier<MetricSnapshot> built) {
      this.labels = labels;
      this.points = points;
      this.built = built;
    }

    void add(double value, String... labelValues) {
      points.add(value, 0, Labels.of(labels, labelValues));
    }

    void add(long value, String... labelValues) {
      add((double) value, labelValues);
    }

    void summary(long count, double sum, String... labelValues) {
      points.add(sum, count, Labels.of(labels, labelValues));
    }
  }

  @FunctionalInterface
  private interface PointSink {
    void add(double value, long count, Labels labels);
  }

  Family gauge(String name, String help, String... labels) {
    return all.computeIfAbsent(
        name,
        n -> {
          GaugeSnapshot.Builder builder = GaugeSnapshot.builder().name(n).help(help);
          return new Family(
              labels,
              (value, count, l) ->
                  builder.dataPoint(
                      GaugeDataPointSnapshot.builder().value(value).labels(l).build()),
              builder::build);
        });
  }

  /** A counter; its name is given without {@code _total}. */
  Family counter(String name, String help, String... labels) {
    return all.computeIfAbsent(
        name,
        n -> {
          CounterSnapshot.Builder builder = CounterSnapshot.builder().name(n).help(help);
          return new Family(
              labels,
              (value, count, l) ->
                  builder.dataPoint(
                      CounterDataPointSnapshot.builder().value(value).labels(l).build()),
              builder::build);
        });
  }

  Family summary(String name, String help, String... labels) {
    return all.computeIfAbsent(
        name,
        n -> {
          SummarySnapshot.Builder builder = SummarySnapshot.builder().name(n).help(help);
          return new Family(
              labels,
              (sum, count, l) ->
                  builder.dataPoint(
                      SummaryDataPointSnapshot.builder().count(count).sum(sum).labels(l).build()),
              builder::build);
        });
  }

  void info(String name, String help, Labels labels) {
    all.put(
        name,
        new Family(
            new String[0],
            (value, count, l) -> {},
            () ->
                InfoSnapshot.builder()
                    .name(name)
                    .help(help)
                    .dataPoint(InfoSnapshot.InfoDataPointSnapshot.builder().labels(labels).build())
                    .build()));
  }

  MetricSnapshots snapshots() {
    MetricSnapshots.Builder builder = MetricSnapshots.builder();
    all.values().forEach(family -> builder.metricSnapshot(family.built.get()));
    return builder.build();
  }
}
