package io.probeagent.rollout.cluster;

import io.probeagent.rollout.process.Probe;

/**
 * Turns single answers into results, as kubelet's worker does (pkg/kubelet/prober/worker.go,
 * doProbe): a result changes when as many answers in a row agree as its threshold says.
 */
final class ProbeCount {
  enum Result {
    UNKNOWN,
    SUCCESS,
    FAILURE
  }

  private final ProbeSpec spec;
  private Result last = Result.UNKNOWN;
  private int run;
  private Result result;
  private boolean onHold;

  ProbeCount(ProbeSpec spec) {
    this.spec = spec;
    result = initial();
  }

  /** Of a new container (newWorker): not ready, but alive, and it is not known to be started. */
  private Result initial() {
    return switch (spec.probe()) {
      case STARTUP -> Result.UNKNOWN;
      case LIVE -> Result.SUCCESS;
      case READY -> Result.FAILURE;
    };
  }

  Result result() {
    return result;
  }

  /** Not to be asked until there is a new container: this one is going to be killed. */
  boolean isOnHold() {
    return onHold;
  }

  /** A new container begins. The run of equal answers goes on: kubelet does not reset it. */
  void newContainer() {
    result = initial();
    onHold = false;
  }

  /** Takes an answer; returns the result, whether it has changed or not. */
  Result accept(boolean passes) {
    Result answer = passes ? Result.SUCCESS : Result.FAILURE;
    run = answer == last ? run + 1 : 1;
    last = answer;
    if (run < (passes ? spec.successThreshold() : spec.failureThreshold())) {
      return result;
    }
    result = answer;
    if (answer == Result.FAILURE && spec.probe() != Probe.READY) {
      onHold = true;
      run = 0;
    }
    return result;
  }
}
