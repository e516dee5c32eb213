package io.probeagent.tools.plan;

import java.time.Duration;
import java.util.List;

/**
 * How one container ends, in time from the pod's deletion (T0):
 *
 * <pre>
 * T0          deleted; it leaves the endpoints; kubelet runs preStop
 * T0 + 3 s    every kube-proxy knows: until then new requests come in
 * hook ends   SIGTERM; of a held /drain when the delay is over and, unless told otherwise, nothing is in flight
 * answered    the last request that came in has its answer
 *   + 5 s     the app ends, then the agent
 * grace       SIGKILL for what is left
 * </pre>
 *
 * @param sigterm when the app gets SIGTERM
 * @param closes when the app takes no new requests any more
 * @param answered when the last request is answered, if nobody kills the app before
 * @param sigkill when kubelet kills it
 * @param terms what has to fit into the grace period, in the order in which it happens
 */
public record Timeline(
    Ending ending,
    Duration sigterm,
    Duration closes,
    Duration answered,
    Duration sigkill,
    List<Event> events,
    List<Term> terms) {
  /**
   * What endpoints usually take to reach every kube-proxy; a cloud's load balancer may take
   * minutes. From kubernetes/kubernetes: status patch, EndpointSlice sync (1 s batches), proxy sync
   * (1 s).
   */
  public static final Duration PROPAGATION = Duration.ofSeconds(3);

  /** For the app to end after its last answer, and for the agent after it. */
  public static final Duration MARGIN = Duration.ofSeconds(5);

  /** What the longest request is taken to last where nobody says it; as in the chart. */
  public static final Duration REQUEST = Duration.ofSeconds(15);

  /** What kubelet leaves after a hook that took all (minimumGracePeriodInSeconds). */
  static final Duration LEFT_AFTER_HOOK = Duration.ofSeconds(2);

  /** Something that happens at a time. */
  public record Event(Duration at, String what) {}

  /** A part of the sum. */
  public record Term(String what, Duration time) {}

  /** The grace period that it takes. */
  public Duration needed() {
    return terms.stream().map(Term::time).reduce(Duration.ZERO, Duration::plus);
  }

  /** What is left between the end and SIGKILL; negative if it does not fit. */
  public Duration slack() {
    return ending.grace().minus(needed());
  }

  public boolean fits() {
    return !slack().isNegative();
  }

  /** Whether new requests still come in when the app takes none any more. */
  public boolean losesNewRequests() {
    return closes.compareTo(PROPAGATION) < 0;
  }

  /** Reckons it. */
  public static Timeline of(Ending ending) {
    return new Reckoning(ending).timeline();
  }
}
