package io.probeagent.rollout.report;

import io.probeagent.rollout.process.Probe;
import io.probeagent.rollout.record.ClientKind;
import io.probeagent.rollout.record.Exchange;
import io.probeagent.rollout.record.Failure;
import io.probeagent.rollout.record.Moment;
import io.probeagent.rollout.record.PodEvent;
import io.probeagent.rollout.record.PodPhase;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A run that never was; the same each time. Its times are milliseconds since its begin. */
final class MadeUpRun {
  static final String NASTY = "</script><b>bold</b>";

  private static final long START = 1_000_000_000_000L;
  private static final int LAG = 250;
  private static final List<ClientKind> CLIENTS = List.of(ClientKind.values());

  private final Random random = new Random(7);
  private final Recorder recorder = new Recorder(START);
  private final Deque<String> serving = new ArrayDeque<>();
  private final List<double[]> endpoints = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final Map<String, Double> sigterms = new LinkedHashMap<>();
  private final int replicas;
  private double now;

  MadeUpRun(int replicas) {
    this.replicas = replicas;
  }

  /** Updates one after the other, under load, without a failure. */
  static MadeUpRun of(int replicas, int updates) {
    MadeUpRun run = new MadeUpRun(replicas);
    for (int i = 0; i < replicas; i++) {
      run.create(i * 60);
    }
    run.now = 5000;
    for (int number = 1; number <= updates; number++) {
      run.update(number);
    }
    run.now += 500;
    run.load();
    return run;
  }

  /** Besides, some of all that can go wrong. */
  static MadeUpRun withLosses(int replicas, int updates) {
    MadeUpRun run = of(replicas, updates);
    double told = run.sigterm("web-1");
    run.lose(ClientKind.KEEP_ALIVE, "web-1", told + 12.3, 8, Failure.Kind.EOF, "no byte came");
    run.lose(ClientKind.BUSY, "web-1", told + 30, 3, Failure.Kind.RESET, NASTY);
    run.lose(ClientKind.HTTP2, "web-2", run.sigterm("web-2") + 700, 40, Failure.Kind.STATUS, "503");
    run.lose(ClientKind.NEW_CONNECTION, "", told + 300, 1, Failure.Kind.REFUSED, "no endpoint");
    double deadline = run.sigterm("web-3") + 1800;
    run.recorder.draining("web-3", PodTrack.FORCE, nanos(deadline));
    run.lose(ClientKind.SSE, "web-3", deadline + 5, 4000, Failure.Kind.EOF, "in the 41st event");
    run.lose(ClientKind.UPLOAD, "web-3", deadline - 20, 3000, Failure.Kind.RESET, "at byte 80000");
    for (int i = 0; i < 12; i++) {
      run.recorder.handedBack(ClientKind.PIPELINE, "web-2", nanos(told));
    }
    return run;
  }

  Recorder recorder() {
    return recorder;
  }

  Report report() {
    return recorder.report(settings(), nanos(now));
  }

  static Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("title", "Rolling update of 4 pods " + NASTY);
    settings.put("command", "rollout update --replicas=4 --lag=250ms --clients=40");
    settings.put("mode", "native sidecar");
    settings.put("via", "direct");
    settings.put("drain delay", "1500ms");
    settings.put("grace period", "30s");
    return settings;
  }

  double sigterm(String pod) {
    return sigterms.getOrDefault(pod, now);
  }

  static long nanos(double millis) {
    return START + Math.round(millis * 1e6);
  }

  void lose(
      ClientKind client, String pod, double at, double took, Failure.Kind kind, String detail) {
    recorder.exchanged(
        new Exchange(client, pod, nanos(at - took), nanos(at), 0, new Failure(kind, detail)));
  }

  private void update(int number) {
    recorder.updateBegins(number, Duration.ofMillis(LAG), nanos(now));
    for (int i = 0; i < replicas; i++) {
      now = create(now) + LAG;
      delete(serving.removeFirst(), now);
      now += 300;
    }
    now += 2800;
    recorder.updateEnds(number, nanos(now));
    now += 400;
  }

  /** Returns when it is Ready. */
  private double create(double at) {
    String pod = "web-" + (names.size() + 1);
    double listens = at + 250 + random.nextInt(80);
    double started = listens + 180;
    double ready = started + 120 + random.nextInt(100);
    phase(pod, PodPhase.PENDING, at, Moment.CREATED, "");
    happen(pod, Moment.AGENT_STARTED, at + 90, "");
    phase(pod, PodPhase.STARTING, listens, Moment.APP_STARTED, "listens on 40123");
    phase(pod, PodPhase.NOT_READY, started, Moment.STARTED, "");
    phase(pod, PodPhase.READY, ready, Moment.READY, "");
    happen(pod, Moment.ENDPOINT_ADDED, ready + LAG, "");
    probe(pod, Probe.STARTUP, at + 100, started, 503);
    probe(pod, Probe.STARTUP, started, started + 1, 200);
    probe(pod, Probe.READY, at + 100, ready, 503);
    probe(pod, Probe.LIVE, started, ready, 200);
    names.add(pod);
    endpoints.add(new double[] {ready + LAG, Double.MAX_VALUE});
    serving.addLast(pod);
    return ready;
  }

  private void delete(String pod, double at) {
    double told = at + 1500;
    double exit = told + 2000 + random.nextInt(300);
    double[] endpoint = endpoints.get(names.indexOf(pod));
    probe(pod, Probe.READY, endpoint[0] - LAG, at, 200);
    probe(pod, Probe.READY, at + 40, exit + 60, 503);
    probe(pod, Probe.READY, exit + 100, exit + 120, 0);
    probe(pod, Probe.LIVE, endpoint[0] - LAG, at, 200);
    endpoint[1] = at + LAG;
    sigterms.put(pod, told);
    phase(pod, PodPhase.TERMINATING, at, Moment.DELETED, "");
    happen(pod, Moment.PRE_STOP, at + 4, "");
    happen(pod, Moment.ENDPOINT_REMOVED, at + LAG, "");
    happen(pod, Moment.PRE_STOP_DONE, told - 9, "200");
    happen(pod, Moment.APP_SIGTERM, told, "");
    recorder.draining(pod, "PROPAGATE", nanos(told + 2));
    recorder.draining(pod, "NUDGE", nanos(told + 500));
    recorder.draining(pod, "QUIESCE", nanos(told + 1400));
    recorder.draining(pod, "FINISH", nanos(told + 1420));
    recorder.draining(pod, "CLEANUP", nanos(exit - 60));
    recorder.drained(pod, "drained in 2.1 s: served 812, aborted 0, closed by clients 38, by us 2");
    happen(pod, Moment.APP_EXITED, exit, "exit code 0");
    happen(pod, Moment.AGENT_SIGTERM, exit + 90, "");
    happen(pod, Moment.AGENT_EXITED, exit + 130, "exit code 0");
    phase(pod, PodPhase.GONE, exit + 140, Moment.GONE, "");
  }

  /** Good answers from everything that has an endpoint, from 1.5 s on. */
  private void load() {
    for (String pod : serving) {
      probe(pod, Probe.READY, endpoints.get(names.indexOf(pod))[0] - LAG, now, 200);
      probe(pod, Probe.LIVE, endpoints.get(names.indexOf(pod))[0] - LAG, now, 200);
    }
    for (double at = 1500; at < now; at += 4 * random.nextDouble()) {
      double moment = at;
      List<String> open =
          names.stream()
              .filter(pod -> endpoints.get(names.indexOf(pod))[0] <= moment)
              .filter(pod -> endpoints.get(names.indexOf(pod))[1] > moment)
              .toList();
      if (!open.isEmpty()) {
        ClientKind kind = CLIENTS.get(random.nextInt(CLIENTS.size()));
        double asked = random.nextInt(50);
        double over = 0.4 + Math.exp(random.nextGaussian() * 0.9);
        recorder.exchanged(
            new Exchange(
                kind,
                open.get(random.nextInt(open.size())),
                nanos(at),
                nanos(at + asked + over),
                Math.round(asked * 1e6),
                null));
      }
    }
  }

  private void probe(String pod, Probe probe, double from, double to, int code) {
    for (double at = from; at < to; at += 200) {
      recorder.answered(pod, probe, code, nanos(at));
    }
  }

  private void phase(String pod, PodPhase phase, double at, Moment moment, String detail) {
    recorder.entered(pod, phase, nanos(at));
    happen(pod, moment, at, detail);
  }

  private void happen(String pod, Moment moment, double at, String detail) {
    recorder.happened(new PodEvent(pod, nanos(at), moment, detail));
  }
}
