package io.probeagent.rollout.cluster;

import io.probeagent.rollout.record.Chronicle;
import io.probeagent.rollout.record.Moment;
import io.probeagent.rollout.record.PodEvent;
import io.probeagent.rollout.traffic.Endpoint;
import io.probeagent.rollout.traffic.Service;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Sees endpoints some time after the fact, and picks at random among the ready ones; if there are
 * none, among those that still serve while they terminate.
 *
 * <p>The lag stands for the whole way: status update, endpoint slice, proxy sync. It is read when
 * something changes. What is known of a pod is never overwritten by something older that took
 * longer.
 */
final class KubeProxy implements Service {
  private final Loop loop;
  private final Chronicle chronicle;
  private final Supplier<Duration> lag;
  private final IntUnaryOperator random;
  private final Runnable listener;
  private final Map<String, Seen> seen = new LinkedHashMap<>();
  private long changes;
  private volatile List<Endpoint> choice = List.of();

  private record Seen(Endpoint endpoint, Conditions conditions, long change) {}

  /**
   * @param random a number from 0 up to, and without, its argument
   * @param listener told when what is seen has changed
   */
  KubeProxy(
      Loop loop,
      Chronicle chronicle,
      Supplier<Duration> lag,
      IntUnaryOperator random,
      Runnable listener) {
    this.loop = loop;
    this.chronicle = chronicle;
    this.lag = lag;
    this.random = random;
    this.listener = listener;
  }

  /** An endpoint has changed, or is gone, which is {@link Conditions#NONE}. */
  void changed(Endpoint endpoint, Conditions conditions) {
    long change = ++changes;
    Duration wait = lag.get();
    if (wait.isZero()) {
      see(endpoint, conditions, change);
    } else {
      loop.after(wait, () -> see(endpoint, conditions, change));
    }
  }

  private void see(Endpoint endpoint, Conditions conditions, long change) {
    Seen before = seen.get(endpoint.pod());
    if (before != null && before.change() > change) {
      return;
    }
    seen.put(endpoint.pod(), new Seen(endpoint, conditions, change));
    choice = choose();
    boolean wasReady = before != null && before.conditions().ready();
    if (wasReady != conditions.ready()) {
      Moment moment = wasReady ? Moment.ENDPOINT_REMOVED : Moment.ENDPOINT_ADDED;
      chronicle.happened(new PodEvent(endpoint.pod(), loop.now(), moment, ""));
    }
    listener.run();
  }

  private List<Endpoint> choose() {
    List<Endpoint> ready = with(Conditions::ready);
    return ready.isEmpty() ? with(Conditions::isFallback) : ready;
  }

  private List<Endpoint> with(Predicate<Conditions> wanted) {
    return seen.values().stream()
        .filter(one -> wanted.test(one.conditions()))
        .map(Seen::endpoint)
        .toList();
  }

  boolean seesReady(String pod) {
    Seen one = seen.get(pod);
    return one != null && one.conditions().ready();
  }

  @Override
  public Optional<Endpoint> pick() {
    List<Endpoint> now = choice;
    return now.isEmpty() ? Optional.empty() : Optional.of(now.get(random.applyAsInt(now.size())));
  }
}
