package io.probeagent.agent;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.probeagent.agent.config.Config;
import io.probeagent.agent.config.HelpText;
import io.probeagent.agent.hold.Holds;
import io.probeagent.agent.hold.LateAnswers;
import io.probeagent.agent.http.HttpServer;
import io.probeagent.agent.http.ProbeEndpoints;
import io.probeagent.agent.http.StateView;
import io.probeagent.agent.lifecycle.AppState;
import io.probeagent.agent.log.EventLog;
import io.probeagent.agent.metrics.Counters;
import io.probeagent.agent.metrics.MetricsPage;
import io.probeagent.agent.net.Transport;
import io.probeagent.agent.pod.App;
import io.probeagent.agent.pod.Pod;
import io.probeagent.agent.pod.Refresh;
import io.probeagent.agent.pod.Timers;
import io.probeagent.agent.source.AppFolders;
import io.probeagent.agent.source.FolderWatch;
import io.probeagent.agent.source.NotifySocket;
import io.probeagent.agent.source.Peers;
import io.probeagent.agent.source.PortWatch;
import io.probeagent.agent.source.SourceErrors;
import io.probeagent.agent.source.StreamHandler;
import io.probeagent.agent.source.StreamSocket;
import io.probeagent.agent.state.StateFile;
import io.probeagent.agent.state.StateKeeper;
import io.probeagent.agent.time.Ticker;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A running agent.
 *
 * <pre>
 *   1. bind the port           a port in use is known at once; connections wait in the kernel
 *   2. remember                the state file, then one look at every probe file, and at the ports
 *   3. bind the sockets        apps can speak
 *   4. accept                  the first answer is already the right one
 * </pre>
 *
 * <p>Where a folder is slow, 4 does not wait for 3; {@code /healthz} does, since Kubernetes may be
 * told to start the app by it.
 */
public final class Agent implements AutoCloseable {
  /** A folder that hangs must not keep the endpoints closed: what is remembered is served then. */
  private static final Duration FIRST_LOOK = Duration.ofMillis(500);

  /** The kernel's table does not hang; on a node that is very busy it is late. */
  private static final Duration FIRST_TABLE = Duration.ofSeconds(2);

  /** Of the pod: its containers share one network. */
  private static final Path NET = Path.of("/proc/self/net");

  private final EventLog log;
  private final EventLoopGroup group;
  private final EventLoop loop;
  private final ProbeEndpoints endpoints;
  private final HttpServer http;
  private final Pod pod;
  private final FolderWatch watch;
  private final @Nullable PortWatch ports;
  private final StateKeeper keeper;
  private final List<StreamSocket> sockets = new ArrayList<>();
  private final List<NotifySocket> notifySockets = new ArrayList<>();
  private final List<ThreadPoolExecutor> threads;
  private final Ending ending;
  private final CountDownLatch ended = new CountDownLatch(1);

  private Agent(Config config, EventLog log, Ticker ticker, Transport transport)
      throws IOException, InterruptedException {
    this.log = log;
    group = transport.oneLoop();
    loop = group.next();
    Counters counters = new Counters();
    Timers timers = (nanos, task) -> loop.schedule(task, nanos, TimeUnit.NANOSECONDS);
    SourceErrors errors =
        (app, source, kind, detail) ->
            loop.execute(() -> tell(counters, app, source, kind, detail));
    ThreadPoolExecutor disk = Background.thread("probe-state", 4, 256);
    ThreadPoolExecutor aside = Background.thread("probe-metrics", 4, 512);
    ThreadPoolExecutor table = Background.thread("probe-ports", 4, 256);
    ThreadPoolExecutor token = Background.thread("probe-token", 4, 256);
    threads = List.of(disk, aside, table, token);

    endpoints = new ProbeEndpoints(config.maxConnections(), timers, ticker, counters);
    try {
      http = HttpServer.bind(config.listen(), transport, loop, endpoints);
    } catch (IOException e) {
      group.shutdownGracefully(0, 0, TimeUnit.SECONDS);
      throw e;
    }
    StateFile file = new StateFile(config.dir());
    pod = new Pod(config.apps(), remembered(file, ticker), ticker, timers);
    keeper =
        new StateKeeper(
            file,
            disk,
            loop,
            ticker::nanos,
            (f, e) -> errors.error("", "state", "write", f.path() + ": " + e));
    for (App app : pod.apps()) {
      keeper.seed(app.name(), pod.view(app).state());
    }
    pod.listen(new TransitionLog(log, counters));
    pod.listen((app, before, after) -> keeper.put(app.name(), after.state()));
    ending = new Ending(config, pod, timers, log, ended::countDown);

    ports = PortWatch.isNeeded(pod) ? new PortWatch(pod, NET, table, loop, timers, errors) : null;
    Refresh refresh = ports == null ? Refresh.NOTHING : ports;
    Holds holds = new Holds(pod, refresh, timers, log, counters);
    LateAnswers late = new LateAnswers(timers, ticker::nanos);

    StateView view = new StateView(pod, refresh, counters, ticker, Version.TEXT);
    Peers peers = new Peers(timers, ticker::nanos);
    StreamHandler.Context context =
        new StreamHandler.Context(
            pod,
            keeper,
            new PodControl(pod, view, refresh, holds, late, log, counters),
            transport,
            controlUids(config),
            errors,
            peers);
    for (App app : pod.apps()) {
      sockets.add(new StreamSocket(app, transport, loop, context));
      notifySockets.add(new NotifySocket(app, pod, transport, group, counters, errors));
    }
    MetricsPage metrics =
        new MetricsPage(
            pod,
            counters,
            endpoints::connections,
            peers::count,
            holds::size,
            log::dropped,
            loop,
            aside);
    watch =
        new FolderWatch(
            pod.apps(),
            config.poll(),
            ticker,
            (app, signal) -> loop.execute(() -> pod.signal(app, signal)),
            errors,
            () -> tend(config.dir(), errors));
    endpoints.serve(
        watch::hasLooked,
        pod,
        refresh,
        view,
        metrics,
        config,
        log,
        errors,
        holds,
        late,
        token,
        loop);
  }

  /**
   * Starts an agent; it serves when this returns.
   *
   * @throws IOException if the port cannot be bound
   */
  public static Agent start(Config config, EventLog log, Ticker ticker, Transport transport)
      throws IOException, InterruptedException {
    Agent agent = new Agent(config, log, ticker, transport);
    agent.watch.start();
    if (!agent.watch.awaitFirstLook(FIRST_LOOK)) {
      log.warn("slow_folder", "dir", config.dir(), "waited_ms", FIRST_LOOK.toMillis());
    }
    agent.lookAtPorts(config);
    agent.loop.execute(agent.http::open);
    agent.loop.execute(agent.ending::check);
    log.info(
        "started",
        "version",
        Version.TEXT,
        "listen",
        new Config.Listen(agent.address().getAddress().getHostAddress(), agent.address().getPort()),
        "transport",
        transport,
        "config",
        settings(config));
    return agent;
  }

  private void lookAtPorts(Config config) throws InterruptedException {
    PortWatch watched = ports;
    if (watched == null) {
      return;
    }
    CountDownLatch looked = new CountDownLatch(1);
    loop.execute(() -> watched.start(config.poll(), config.exitWithApp(), looked::countDown));
    if (!looked.await(FIRST_TABLE.toMillis(), TimeUnit.MILLISECONDS)) {
      log.warn("slow_ports", "table", NET, "waited_ms", FIRST_TABLE.toMillis());
    }
  }

  /** Where the HTTP endpoints are. */
  public InetSocketAddress address() {
    return http.address();
  }

  /** SIGTERM or SIGINT came; may be called from any thread. */
  public void stop() {
    loop.execute(ending::stop);
  }

  /** Waits until the agent is to be closed. */
  public void awaitEnd() throws InterruptedException {
    ended.await();
  }

  /** Closes in reverse order of opening; what is known is on the volume when this returns. */
  @Override
  public void close() {
    if (group.isShuttingDown()) {
      return;
    }
    http.close();
    watch.close();
    notifySockets.forEach(NotifySocket::close);
    sockets.forEach(StreamSocket::close);
    CountDownLatch written = new CountDownLatch(1);
    loop.execute(() -> keeper.whenWritten(written::countDown));
    try {
      if (!written.await(300, TimeUnit.MILLISECONDS)) {
        log.warn("state_unwritten", "waited_ms", 300);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    threads.forEach(ThreadPoolExecutor::shutdownNow);
    if (group.shutdownGracefully(0, 300, TimeUnit.MILLISECONDS).awaitUninterruptibly(500)) {
      endpoints.close();
    }
  }

  /** Keeps the sockets at their paths: the folder may come late, or be replaced. */
  private void tend(Path dir, SourceErrors errors) {
    if (!watch.hasLooked()) {
      List<Path> folders = new ArrayList<>();
      pod.apps().forEach(app -> folders.add(app.config().dir()));
      AppFolders.make(dir, folders);
    }
    notifySockets.forEach(NotifySocket::tend);
    for (StreamSocket socket : sockets) {
      App app = socket.app();
      try {
        if (socket.bind()) {
          loop.execute(keeper::rewrite);
        }
      } catch (IOException e) {
        errors.error(app.name(), "socket", "bind", app.config().socket() + ": " + e);
      }
    }
  }

  private Map<String, AppState> remembered(StateFile file, Ticker ticker) {
    try {
      return file.load(ticker.nanos());
    } catch (IOException e) {
      log.warn("state_ignored", "file", file.path(), "why", String.valueOf(e.getMessage()));
      return Map.of();
    }
  }

  private void tell(Counters counters, String app, String source, String kind, String detail) {
    counters.sourceError(app, source, kind, detail);
    if (!kind.equals("ignored")) {
      log.warn("source_error", "app", app, "source", source, "kind", kind, "detail", detail);
    }
  }

  private static Set<Integer> controlUids(Config config) {
    Set<Integer> uids = new HashSet<>(config.controlUids());
    try {
      uids.add((Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException | RuntimeException notLinux) {
      return uids;
    }
    return uids;
  }

  private static Map<String, String> settings(Config config) {
    Map<String, String> shown = new TreeMap<>();
    HelpText.effective(config).forEach((key, value) -> shown.put(key, value.value()));
    return shown;
  }
}
