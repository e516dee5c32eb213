package io.probeagent.rollout.cluster;

import io.probeagent.rollout.process.Probe;
import io.probeagent.rollout.record.Chronicle;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The probes of one pod, and what follows from each other (pkg/kubelet/prober/worker.go, doProbe).
 *
 * <ul>
 *   <li>Until the startup probe has passed, no other is asked; afterwards it is not asked any more.
 *   <li>Once the pod is deleted, only readiness is asked, up to the end: the status that says
 *       whether the container runs is not renewed while it is being killed.
 *   <li>Readiness is asked off schedule whenever a running container is found not to be ready
 *       (prober_manager.go, UpdatePodStatus): when it has started, and when a probe has failed.
 * </ul>
 */
final class PodProbes {
  private final Loop loop;
  private final Listener listener;
  private final Map<Probe, ProbeWorker> workers = new EnumMap<>(Probe.class);
  private boolean runs;
  private boolean deleted;
  private boolean goesOn;
  private long since;

  /** What the probes bring about. */
  interface Listener {
    /** The startup probe has passed. */
    void started();

    /** Readiness may be another one. */
    void readinessChanged();

    /** The app is to be started anew, since this probe has failed too often. */
    void unhealthy(Probe probe);
  }

  PodProbes(
      Loop loop,
      PodTemplate template,
      PodAddress address,
      Machine machine,
      Chronicle chronicle,
      Listener listener) {
    this.loop = loop;
    this.listener = listener;
    for (ProbeSpec spec : template.probes()) {
      Consumer<Consumer<ProbeAnswer>> question =
          to ->
              machine.probe(
                  spec,
                  address.of(spec.target()),
                  answer -> {
                    chronicle.answered(address.pod(), spec.probe(), answer.code(), loop.now());
                    to.accept(answer);
                  });
      workers.put(
          spec.probe(), new ProbeWorker(loop, spec, () -> mayAsk(spec), question, this::changed));
    }
  }

  void start() {
    workers.values().forEach(ProbeWorker::start);
  }

  void appRuns() {
    runs = true;
    since = loop.now();
    workers.values().forEach(ProbeWorker::newContainer);
    if (isStarted()) {
      triggerReadiness();
    }
  }

  void appEnded() {
    runs = false;
  }

  /** Stops what is not asked of a terminating pod (kubelet.go: StopLivenessAndStartup). */
  void podDeleted() {
    deleted = true;
    goesOn = isStarted();
    stop(Probe.LIVE);
    stop(Probe.STARTUP);
    if (goesOn && !isReady()) {
      triggerReadiness();
    }
  }

  void podGone() {
    workers.values().forEach(ProbeWorker::stop);
  }

  /** Whether the app runs and its startup probe, if any, has passed. */
  boolean isStarted() {
    ProbeWorker startup = workers.get(Probe.STARTUP);
    return runs && (startup == null || startup.result() == ProbeCount.Result.SUCCESS);
  }

  /** Whether the app has started and its readiness probe, if any, passes. */
  boolean isReady() {
    ProbeWorker readiness = workers.get(Probe.READY);
    return isStarted() && (readiness == null || readiness.result() == ProbeCount.Result.SUCCESS);
  }

  private boolean mayAsk(ProbeSpec spec) {
    if (deleted) {
      return spec.probe() == Probe.READY && goesOn;
    }
    return runs
        && loop.now() - since >= spec.initialDelay().toNanos()
        && isStarted() == (spec.probe() != Probe.STARTUP);
  }

  private void changed(ProbeWorker worker) {
    Probe probe = worker.spec().probe();
    boolean failed = worker.result() == ProbeCount.Result.FAILURE;
    if (probe == Probe.READY) {
      listener.readinessChanged();
      if (failed && runs && !deleted) {
        worker.trigger();
      }
    } else if (failed) {
      listener.unhealthy(probe);
    } else if (probe == Probe.STARTUP) {
      listener.started();
      triggerReadiness();
    }
  }

  private void triggerReadiness() {
    ProbeWorker readiness = workers.get(Probe.READY);
    if (readiness != null) {
      readiness.trigger();
    }
  }

  private void stop(Probe probe) {
    ProbeWorker worker = workers.get(probe);
    if (worker != null) {
      worker.stop();
    }
  }
}
