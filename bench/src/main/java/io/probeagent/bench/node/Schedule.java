package io.probeagent.bench.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * When the probes of many pods are due. As kubelet does, each probe of a pod has its own period and
 * begins at a moment of chance within the first one.
 */
record Schedule(List<Due> firsts) {
  /** Readiness each 5 s and liveness each 10 s: three probes in 10 s. */
  private static final List<Check> OF_A_POD =
      List.of(new Check(false, Duration.ofSeconds(5)), new Check(true, Duration.ofSeconds(10)));

  /**
   * A probe of every pod.
   *
   * @param live whether it asks for liveness, not readiness
   */
  record Check(boolean live, Duration period) {}

  /**
   * A probe of one pod.
   *
   * @param first when it is due first
   */
  record Due(int pod, Check check, Duration first) {}

  static Schedule of(int pods, RandomGenerator chance) {
    List<Due> firsts = new ArrayList<>();
    for (int pod = 0; pod < pods; pod++) {
      for (Check check : OF_A_POD) {
        long period = check.period().toNanos();
        firsts.add(new Due(pod, check, Duration.ofNanos(chance.nextLong(period))));
      }
    }
    return new Schedule(List.copyOf(firsts));
  }

  /** Probes in 10 s, of all pods. */
  double perTenSeconds() {
    return firsts.stream().mapToDouble(due -> 10e9 / due.check().period().toNanos()).sum();
  }
}
