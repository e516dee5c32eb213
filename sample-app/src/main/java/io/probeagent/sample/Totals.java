package io.probeagent.sample;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Requests begun, by class of path. Used by all event loops. */
final class Totals {

  private final Map<Route, LongAdder> totals = new ConcurrentHashMap<>();

  void add(Route route) {
    totals.computeIfAbsent(route, r -> new LongAdder()).increment();
  }

  long of(Route route) {
    return totals.getOrDefault(route, new LongAdder()).sum();
  }
}
