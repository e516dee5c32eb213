package io.probeagent.agent.http;

import io.probeagent.agent.fake.FakeKernel;
import io.probeagent.agent.hold.Holds;
import io.probeagent.agent.hold.LateAnswers;
import io.probeagent.agent.log.EventLog;
import io.probeagent.agent.metrics.Counters;
import io.probeagent.agent.metrics.MetricsPage;
import io.probeagent.agent.pod.Pod;
import io.probeagent.agent.pod.Refresh;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;

/** All that stands behind the port, put together as the agent does it, with the time in hand. */
final class TestSite implements AutoCloseable {
  private final TestPod pod;
  private final Counters counters = new Counters();
  private final List<String> logged = new CopyOnWriteArrayList<>();
  private final Queue<Runnable> pages = new ArrayDeque<>();
  private final ProbeEndpoints endpoints;
  private final MetricsPage metrics;
  private final FakeKernel kernel;
  private final List<Peer> peers = new ArrayList<>();
  private int mostPages = 5;
  private boolean heard = true;
  private Refresh refresh = Refresh.NOTHING;

  private TestSite(TestPod pod) {
    this.pod = pod;
    kernel = new FakeKernel(pod.pod());
    FakeTime time = pod.time();
    EventLog log = new EventLog(time, pod.config().logLevel(), true, logged::add);
    Holds holds = new Holds(pod.pod(), kernel, time, log, counters);
    endpoints = new ProbeEndpoints(pod.config().maxConnections(), time, time, counters);
    metrics =
        new MetricsPage(
            pod.pod(),
            counters,
            endpoints::connections,
            () -> 0,
            holds::size,
            log::dropped,
            Runnable::run,
            this::aside);
    StateView state = new StateView(pod.pod(), counters, time, "1.2.3");
    endpoints.serve(
        () -> heard,
        pod.pod(),
        (apps, then) -> refresh.now(apps, then),
        state,
        metrics,
        pod.config(),
        log,
        (app, source, kind, detail) -> counters.sourceError(app, source, kind, detail),
        holds,
        new LateAnswers(time, time::nanos),
        Runnable::run,
        Runnable::run);
    GivesBack.opened(this);
  }

  /** A site whose apps have said nothing. */
  static TestSite of(String... flags) {
    return new TestSite(TestPod.of(flags));
  }

  /** A site whose apps are all ready. */
  static TestSite ready(String... flags) {
    return new TestSite(TestPod.of(flags).allReady());
  }

  /** A site around a pod. */
  static TestSite around(TestPod pod) {
    return new TestSite(pod);
  }

  /** A new connection, without a socket. */
  Peer connect() {
    return keep(new Peer(endpoints.handler(null)));
  }

  /** A new connection of one that does not read. */
  Peer connectDeaf() {
    return keep(Peer.deaf(endpoints.handler(null)));
  }

  private Peer keep(Peer peer) {
    peers.add(peer);
    return peer;
  }

  /** A connection of its own for one request; returns all that is answered. */
  String ask(String... lines) {
    return connect().ask(lines);
  }

  /** Renders the pages that were asked for. */
  void renderPages() {
    for (Runnable page = pages.poll(); page != null; page = pages.poll()) {
      page.run();
    }
  }

  /** From now on the apps are asked about so. */
  void refreshBy(Refresh by) {
    refresh = by;
  }

  /** Whether apps can speak. */
  void hear(boolean now) {
    heard = now;
  }

  /** More pages than that at a time are rejected. */
  void mostPages(int most) {
    mostPages = most;
  }

  /** What a scrape shows for one metric with its labels, as text; empty if it is not there. */
  String metric(String sample) {
    List<String> found = new ArrayList<>();
    metrics.render(
        "",
        page ->
            new String(page.body(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(sample + " "))
                .forEach(line -> found.add(line.substring(sample.length() + 1))));
    renderPages();
    return String.join(",", found);
  }

  /** What is told of the apps' ports when it is asked for. */
  FakeKernel kernel() {
    return kernel;
  }

  TestPod testPod() {
    return pod;
  }

  Pod pod() {
    return pod.pod();
  }

  FakeTime time() {
    return pod.time();
  }

  Counters counters() {
    return counters;
  }

  ProbeEndpoints endpoints() {
    return endpoints;
  }

  List<String> logged() {
    return logged;
  }

  /** Ends every connection, read or not, and gives back what is kept. */
  @Override
  public void close() {
    peers.forEach(Peer::close);
    endpoints.close();
  }

  private void aside(Runnable page) {
    if (pages.size() >= mostPages) {
      throw new RejectedExecutionException();
    }
    pages.add(page);
  }
}
