package io.probeagent.rollout.report;

import io.probeagent.rollout.record.ClientKind;
import io.probeagent.rollout.record.Exchange;
import io.probeagent.rollout.record.Failure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Makes a report of what a recorder has taken down. */
final class Digest {
  private static final int FORMAT = 1;

  private final Map<String, PodTrack> pods;
  private final Updates updates;
  private final long end;
  private final List<Report.Loss> failures = new ArrayList<>();
  private final List<Report.Loss> cuts = new ArrayList<>();
  private final Map<Losses.Like, Long> bad;
  private final long unlisted;

  Digest(Map<String, PodTrack> pods, Updates updates, Losses losses, Judge judge, long end) {
    this.pods = pods;
    this.updates = updates;
    this.end = end;
    bad = new LinkedHashMap<>(losses.unlisted());
    unlisted = count(bad, like -> true);
    for (Exchange exchange : losses.listed()) {
      Losses.Like like = judge.like(exchange);
      (like.cut() ? cuts : failures).add(judge.loss(exchange));
      bad.merge(like, 1L, Long::sum);
    }
    failures.sort(Comparator.comparingDouble(Report.Loss::at));
    cuts.sort(Comparator.comparingDouble(Report.Loss::at));
  }

  Report report(
      Map<String, String> settings,
      Latencies latencies,
      TimeBins bins,
      Map<ClientKind, Long> good,
      Map<ClientKind, Long> handedBack) {
    List<Report.Client> clients = new ArrayList<>();
    for (ClientKind kind : ClientKind.values()) {
      long failed = failed(like -> like.client() == kind);
      long cut = cut(like -> like.client() == kind);
      long back = handedBack.getOrDefault(kind, 0L);
      long requests = good.getOrDefault(kind, 0L) + failed + cut;
      if (requests + back > 0) {
        clients.add(
            new Report.Client(
                kind.label(), requests, failed, cut, back, latencies.of(kind::equals)));
      }
    }
    List<Report.Pod> podReports = pods();
    return new Report(
        FORMAT,
        Collections.unmodifiableMap(new LinkedHashMap<>(settings)),
        Millis.of(end),
        totals(clients),
        // Clients decide how long a subscription lasts.
        latencies.of(kind -> kind != ClientKind.SSE),
        List.copyOf(clients),
        kinds(),
        termination(podReports),
        updates.all().stream().map(this::update).toList(),
        podReports,
        List.copyOf(failures),
        List.copyOf(cuts),
        bins.series(failures, cuts, end));
  }

  private Report.Totals totals(List<Report.Client> clients) {
    return new Report.Totals(
        clients.stream().mapToLong(Report.Client::requests).sum(),
        failed(like -> true),
        cut(like -> true),
        clients.stream().mapToLong(Report.Client::handedBack).sum(),
        unlisted);
  }

  private List<Report.Kind> kinds() {
    List<Report.Kind> kinds = new ArrayList<>();
    for (Failure.Kind kind : Failure.Kind.values()) {
      long failed = failed(like -> like.kind() == kind);
      long cut = cut(like -> like.kind() == kind);
      if (failed + cut > 0) {
        kinds.add(new Report.Kind(kind.label(), failed, cut));
      }
    }
    return List.copyOf(kinds);
  }

  private Report.Update update(Updates.Update update) {
    Long to = update.to();
    return new Report.Update(
        update.number(),
        Millis.of(update.lag().toNanos()),
        Millis.of(update.from()),
        to == null ? null : Millis.of(to),
        to == null ? null : Millis.of(to - update.from()),
        failed(like -> like.update() == update.number()),
        cut(like -> like.update() == update.number()));
  }

  private List<Report.Pod> pods() {
    List<Report.Pod> reports = new ArrayList<>();
    pods.forEach(
        (name, track) -> {
          long failed = failed(like -> like.pod().equals(name));
          long cut = cut(like -> like.pod().equals(name));
          reports.add(new PodDigest(name, track, updates, end).report(failed, cut));
        });
    return List.copyOf(reports);
  }

  private static Report.@Nullable Termination termination(List<Report.Pod> pods) {
    List<Double> times =
        pods.stream().map(Report.Pod::termination).filter(Objects::nonNull).sorted().toList();
    return times.isEmpty()
        ? null
        : new Report.Termination(
            times.size(),
            times.get(0),
            quantile(times, 0.5),
            quantile(times, 0.9),
            times.get(times.size() - 1));
  }

  /** The smallest one that so many are not above. */
  private static double quantile(List<Double> sorted, double part) {
    return sorted.get((int) Math.ceil(part * sorted.size()) - 1);
  }

  private long failed(Predicate<Losses.Like> wanted) {
    return count(bad, wanted.and(like -> !like.cut()));
  }

  private long cut(Predicate<Losses.Like> wanted) {
    return count(bad, wanted.and(Losses.Like::cut));
  }

  private static long count(Map<Losses.Like, Long> counts, Predicate<Losses.Like> wanted) {
    return counts.entrySet().stream()
        .filter(entry -> wanted.test(entry.getKey()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
