package io.probeagent.rollout.report;

import io.probeagent.rollout.process.Probe;
import io.probeagent.rollout.record.Chronicle;
import io.probeagent.rollout.record.ClientKind;
import io.probeagent.rollout.record.Exchange;
import io.probeagent.rollout.record.PodEvent;
import io.probeagent.rollout.record.PodPhase;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Takes down a run in memory of a bounded size: good answers become histograms and bins of time,
 * only failures are kept one by one, and no more than 10,000. Thread-safe.
 */
public final class Recorder implements Chronicle {
  private final long start;
  private final Map<String, PodTrack> pods = new LinkedHashMap<>();
  private final Updates updates = new Updates();
  private final Latencies latencies = new Latencies();
  private final TimeBins bins = new TimeBins();
  private final Losses losses = new Losses();
  private final Judge judge = new Judge(pods, updates);
  private final Map<ClientKind, Long> good = new EnumMap<>(ClientKind.class);
  private final Map<ClientKind, Long> handedBack = new EnumMap<>(ClientKind.class);

  /**
   * @param startNanos the run's begin, of {@link System#nanoTime}
   */
  public Recorder(long startNanos) {
    start = startNanos;
  }

  @Override
  public synchronized void exchanged(Exchange exchange) {
    Exchange here =
        new Exchange(
            exchange.client(),
            exchange.pod(),
            exchange.start() - start,
            exchange.end() - start,
            exchange.asked(),
            exchange.failure());
    if (here.failure() == null) {
      good(here);
    } else if (!losses.isFull()) {
      losses.list(here);
    } else {
      Losses.Like like = judge.like(here);
      bins.bad(here.end(), like.cut());
      losses.count(like);
    }
  }

  private void good(Exchange exchange) {
    good.merge(exchange.client(), 1L, Long::sum);
    bins.good(exchange.end(), exchange.end() - exchange.start() - exchange.asked());
    latencies.add(updates.span(exchange.start(), exchange.end()), exchange);
    if (!exchange.pod().isEmpty()) {
      pod(exchange.pod()).good++;
    }
  }

  @Override
  public synchronized void handedBack(ClientKind client, String pod, long at) {
    handedBack.merge(client, 1L, Long::sum);
  }

  @Override
  public synchronized void happened(PodEvent event) {
    pod(event.pod())
        .events
        .add(event.at() - start, new PodTrack.Happening(event.moment(), event.detail()));
  }

  @Override
  public synchronized void entered(String pod, PodPhase phase, long at) {
    pod(pod).phases.add(at - start, phase);
  }

  @Override
  public synchronized void draining(String pod, String phase, long at) {
    Track<String> drains = pod(pod).drains;
    Track.Entry<String> last = drains.last(at - start);
    // An app may tell how it gets on within a phase.
    if (last == null || !last.value().equals(phase)) {
      drains.add(at - start, phase);
    }
  }

  @Override
  public synchronized void drained(String pod, String summary) {
    pod(pod).summary = summary;
  }

  @Override
  public synchronized void answered(String pod, Probe probe, int code, long at) {
    pod(pod).answers.computeIfAbsent(probe, key -> new Answers()).add(code, at - start);
  }

  /**
   * From now on, and until the first update begins, exchanges are what others are compared with;
   * those of before warm the programs up. From the run's begin if nobody says so.
   */
  public synchronized void baselineBegins(long at) {
    updates.baseline(at - start);
  }

  @Override
  public synchronized void updateBegins(int number, Duration lag, long at) {
    updates.begin(number, lag, at - start);
  }

  @Override
  public synchronized void updateEnds(int number, long at) {
    updates.end(number, at - start);
  }

  /**
   * What came of the run so far.
   *
   * @param settings in the order in which they are to be shown; {@code title} is the heading
   * @param nowNanos the run's end, of {@link System#nanoTime}
   */
  public synchronized Report report(Map<String, String> settings, long nowNanos) {
    return new Digest(pods, updates, losses, judge, nowNanos - start)
        .report(settings, latencies, bins, good, handedBack);
  }

  /** What a spectator sees of it at a moment. */
  synchronized Glance glance(long nowNanos) {
    return Glance.at(nowNanos - start, pods, updates.all(), sum(good), losses, judge);
  }

  private static long sum(Map<ClientKind, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private PodTrack pod(String name) {
    return pods.computeIfAbsent(name, key -> new PodTrack());
  }
}
