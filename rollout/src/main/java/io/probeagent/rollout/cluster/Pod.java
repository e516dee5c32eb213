package io.probeagent.rollout.cluster;

import io.probeagent.rollout.process.Probe;
import io.probeagent.rollout.record.Chronicle;
import io.probeagent.rollout.record.Moment;
import io.probeagent.rollout.record.PodEvent;
import io.probeagent.rollout.record.PodPhase;
import io.probeagent.rollout.traffic.Endpoint;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One pod, and what kubelet makes of it.
 *
 * <pre>
 *   created ── agent starts ── app starts ── startup probe ── readiness probe: Ready
 *   deleted ─┬─ preStop ── SIGTERM to the app ── exits ──┬── gone
 *            └─ native agent: waits for the app ── SIGTERM ── exits
 * </pre>
 */
final class Pod implements Container.Listener, PodProbes.Listener {
  private final Loop loop;
  private final Machine machine;
  private final Chronicle chronicle;
  private final PodTemplate template;
  private final PodAddress address;
  private final Watcher watcher;
  private final PodProbes probes;
  private final Container app;
  private final @Nullable Container agent;
  private final @Nullable ProbeWorker gate;

  private @Nullable PodPhase phase;
  private boolean appRan;
  private boolean deleted;
  private boolean gone;
  private boolean ready;
  private long readySince;

  /** Those who look at pods from outside. */
  interface Watcher {
    /** Its endpoint has other conditions. */
    void changed(Endpoint endpoint, Conditions conditions);

    /** Something has changed that may matter to the Deployment. */
    void stirred();

    void gone(Pod pod);
  }

  Pod(
      Loop loop,
      Machine machine,
      Chronicle chronicle,
      PodTemplate template,
      PodAddress address,
      PodFolder folder,
      Watcher watcher) {
    this.loop = loop;
    this.machine = machine;
    this.chronicle = chronicle;
    this.template = template;
    this.address = address;
    this.watcher = watcher;
    probes = new PodProbes(loop, template, address, machine, chronicle, this);
    Words words = new Words(address.pod(), chronicle, loop::now);
    app = container(Target.APP, Programs.app(template, address, folder), words::hear);
    Sidecar sidecar = template.agent();
    agent =
        sidecar == null
            ? null
            : container(
                Target.AGENT, Programs.agent(sidecar, template, address, folder), line -> {});
    ProbeSpec waitsFor =
        sidecar == null || !sidecar.nativeSidecar() ? null : sidecar.startupProbe();
    gate = waitsFor == null ? null : gate(waitsFor);
  }

  /** Holds back the app at first, and the pod's readiness each time that the agent starts. */
  private ProbeWorker gate(ProbeSpec spec) {
    return new ProbeWorker(
        loop,
        spec,
        () -> !deleted && agent != null && agent.runs() && !isGateOpen(),
        to -> machine.probe(spec, address.of(spec.target()), to),
        this::gateChanged);
  }

  private boolean isGateOpen() {
    return gate == null || gate.result() == ProbeCount.Result.SUCCESS;
  }

  private void gateChanged(ProbeWorker worker) {
    if (worker.result() == ProbeCount.Result.SUCCESS) {
      startApp();
      update();
    } else if (worker.result() == ProbeCount.Result.FAILURE && agent != null) {
      agent.kill(killing(false, false), "the " + Probe.STARTUP + " probe failed");
    }
  }

  private Container container(Target role, Program program, Consumer<String> lines) {
    return new Container(loop, machine, role, program, this::tell, lines, this);
  }

  /**
   * A sidecar, native or not, is started first; running is enough to go on, unless it is native and
   * has a startup probe (pkg/kubelet/kuberuntime, computeInitContainerActions).
   */
  void start() {
    tell(Moment.CREATED, "");
    update();
    probes.start();
    if (gate != null) {
      gate.start();
    }
    if (agent == null) {
      app.start();
    } else {
      agent.start();
    }
  }

  /** Begins the end; kubelet kills all containers at once (killContainersWithSyncResult). */
  void delete() {
    if (deleted) {
      return;
    }
    deleted = true;
    tell(Moment.DELETED, "");
    update();
    watcher.changed(endpoint(), Conditions.of(ready, true));
    probes.podDeleted();
    app.endRestarts();
    app.kill(killing(true, false), "deleted");
    if (agent != null) {
      Sidecar sidecar = template.agent();
      boolean waits = sidecar != null && sidecar.nativeSidecar();
      agent.endRestarts();
      agent.kill(killing(false, waits), "deleted");
      if (!app.runs()) {
        agent.turn();
      }
    }
    finish();
  }

  private Killing killing(boolean ofApp, boolean waits) {
    Hook hook = ofApp ? template.preStop() : null;
    BiConsumer<Duration, Runnable> call =
        hook == null ? null : (most, then) -> preStop(hook, most, then);
    return new Killing(loop, template.gracePeriod(), call, waits);
  }

  /**
   * Only a transport error is a failure, and either way SIGTERM follows (pkg/kubelet/lifecycle).
   */
  private void preStop(Hook hook, Duration most, Runnable then) {
    tell(Moment.PRE_STOP, hook.path());
    machine.hook(
        hook,
        address.of(hook.target()),
        most,
        answer -> {
          boolean failed = answer.status() == 0;
          tell(Moment.PRE_STOP_DONE, failed ? answer.problem() : "status " + answer.status());
          then.run();
        });
  }

  @Override
  public void started(Target role) {
    if (role == Target.APP) {
      appRan = true;
      probes.appRuns();
    } else if (gate == null) {
      startApp();
    } else {
      gate.newContainer();
    }
    update();
  }

  private void startApp() {
    if (!appRan && !app.runs()) {
      app.start();
    }
  }

  @Override
  public void ended(Target role) {
    if (role == Target.APP) {
      probes.appEnded();
    }
    update();
    if (deleted && role == Target.APP && agent != null) {
      agent.turn();
    }
    finish();
  }

  @Override
  public void started() {
    tell(Moment.STARTED, "");
    update();
  }

  @Override
  public void readinessChanged() {
    update();
  }

  @Override
  public void unhealthy(Probe probe) {
    app.kill(killing(true, false), "the " + probe + " probe failed");
  }

  /** Works out what others are told: the Ready condition, the phase, the endpoint. */
  private void update() {
    boolean now = probes.isReady() && (agent == null || (agent.runs() && isGateOpen()));
    if (now != ready) {
      ready = now;
      readySince = loop.now();
      tell(ready ? Moment.READY : Moment.UNREADY, "");
      watcher.changed(endpoint(), Conditions.of(ready, deleted));
    }
    PodPhase next = phaseNow();
    if (next != phase) {
      phase = next;
      chronicle.entered(address.pod(), next, loop.now());
    }
    watcher.stirred();
  }

  private PodPhase phaseNow() {
    if (gone) {
      return PodPhase.GONE;
    }
    if (deleted) {
      return PodPhase.TERMINATING;
    }
    if (ready) {
      return PodPhase.READY;
    }
    if (app.runs() && !probes.isStarted()) {
      return PodPhase.STARTING;
    }
    return appRan ? PodPhase.NOT_READY : PodPhase.PENDING;
  }

  private void finish() {
    if (gone || !deleted || app.runs() || (agent != null && agent.runs())) {
      return;
    }
    gone = true;
    probes.podGone();
    if (gate != null) {
      gate.stop();
    }
    tell(Moment.GONE, "");
    watcher.changed(endpoint(), Conditions.NONE);
    watcher.gone(this);
    update();
  }

  private void tell(Moment moment, String detail) {
    chronicle.happened(new PodEvent(address.pod(), loop.now(), moment, detail));
  }

  private Endpoint endpoint() {
    return new Endpoint(address.pod(), address.app());
  }

  PodAddress address() {
    return address;
  }

  boolean isDeleted() {
    return deleted;
  }

  boolean isGone() {
    return gone;
  }

  boolean isReady() {
    return ready;
  }

  /** Of {@link Loop#now}; of no meaning unless it is Ready. */
  long readySince() {
    return readySince;
  }

  /** What a message about a failure says of it. */
  String story() {
    String story = "%s is %s; its app said: %s".formatted(address.pod(), phase, app.tail());
    if (agent == null || agent.runs()) {
      return story;
    }
    return story + "; its agent has ended, and said: " + agent.tail();
  }
}
