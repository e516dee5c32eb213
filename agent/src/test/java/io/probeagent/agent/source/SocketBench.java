package io.probeagent.agent.source;

import io.netty.channel.EventLoopGroup;
import io.probeagent.agent.fake.Configs;
import io.probeagent.agent.fake.FakeTicker;
import io.probeagent.agent.fake.FakeTimers;
import io.probeagent.agent.fake.LineClient;
import io.probeagent.agent.net.Transport;
import io.probeagent.agent.pod.App;
import io.probeagent.agent.pod.Pod;
import io.probeagent.agent.state.StateFile;
import io.probeagent.agent.state.StateKeeper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** One stream socket on a real event loop; time passes when told, and only for its timers. */
final class SocketBench implements AutoCloseable {
  final Pod pod;
  final App app;
  final StreamSocket socket;
  final FakeControl control = new FakeControl();
  final Queue<String> errors = new ConcurrentLinkedQueue<>();
  private final FakeTicker ticker = new FakeTicker();
  private final FakeTimers timers = new FakeTimers(ticker);
  private final EventLoopGroup group;

  /**
   * @param disk runs what writes the state file
   */
  SocketBench(Path dir, Transport transport, Set<Integer> uids, Executor disk, String... settings) {
    String[] all = java.util.Arrays.copyOf(settings, settings.length + 1);
    all[settings.length] = "PROBE_DIR=" + dir;
    pod = new Pod(Configs.of(all).apps(), Map.of(), ticker, timers);
    app = pod.apps().get(0);
    group = transport.oneLoop();
    StateKeeper keeper =
        new StateKeeper(
            new StateFile(dir), disk, group.next(), ticker::nanos, (file, e) -> errors.add("" + e));
    pod.listen((changed, before, after) -> keeper.put(changed.name(), after.state()));
    socket =
        new StreamSocket(
            app,
            transport,
            group,
            new StreamHandler.Context(
                pod,
                keeper,
                control,
                transport,
                uids,
                (name, source, kind, detail) -> errors.add(kind + ": " + detail),
                new Peers(timers, ticker::nanos)));
  }

  static SocketBench open(Path dir, Transport transport, String... settings) throws IOException {
    SocketBench bench = new SocketBench(dir, transport, Set.of(), Runnable::run, settings);
    bench.socket.bind();
    return bench;
  }

  LineClient connect() throws IOException {
    return LineClient.connect(app.config().socket());
  }

  /** Lets time pass, on the event loop where it belongs. */
  void advance(Duration by) throws Exception {
    group.submit(() -> timers.advance(by)).get(20, TimeUnit.SECONDS);
  }

  /** Does something where everything of the socket is done. */
  void onLoop(Runnable task) throws Exception {
    group.submit(task).get(20, TimeUnit.SECONDS);
  }

  /** Waits until so many wait for the end of a drain. */
  void awaitWaiting(int count) {
    long start = System.nanoTime();
    while (control.waiting.size() != count) {
      if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(20)) {
        throw new AssertionError(control.waiting.size() + " wait (expected: " + count + ")");
      }
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() {
    socket.close();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
