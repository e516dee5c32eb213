package io.probeagent.agent.source;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoopGroup;
import io.probeagent.agent.fake.Configs;
import io.probeagent.agent.fake.FakeTicker;
import io.probeagent.agent.fake.FakeTimers;
import io.probeagent.agent.fake.NotifySender;
import io.probeagent.agent.lifecycle.Instance;
import io.probeagent.agent.metrics.Counters;
import io.probeagent.agent.net.Transport;
import io.probeagent.agent.pod.App;
import io.probeagent.agent.pod.Pod;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** One datagram socket on a real event loop; time passes when told. */
final class NotifyBench implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 20;

  final Pod pod;
  final App app;
  final NotifySocket socket;
  final Queue<String> errors = new ConcurrentLinkedQueue<>();
  private final FakeTicker ticker = new FakeTicker();
  private final FakeTimers timers = new FakeTimers(ticker);
  private final Counters counters = new Counters();
  private final EventLoopGroup group;

  NotifyBench(Path dir, Transport transport, String... settings) {
    String[] all = Arrays.copyOf(settings, settings.length + 1);
    all[settings.length] = "PROBE_DIR=" + dir;
    pod = new Pod(Configs.of(all).apps(), Map.of(), ticker, timers);
    app = pod.apps().get(0);
    group = transport.oneLoop();
    socket =
        new NotifySocket(
            app,
            pod,
            transport,
            group,
            counters,
            (name, source, kind, detail) -> errors.add(kind + ": " + detail));
  }

  static NotifyBench open(Path dir, String... settings) throws IOException {
    NotifyBench bench = new NotifyBench(dir, Transport.EPOLL, settings);
    bench.socket.bind();
    return bench;
  }

  Path path() {
    return app.config().notifySocket();
  }

  /** Sends a datagram, and waits until it is read. */
  void say(NotifySender sender, String text) throws Exception {
    long before = read();
    sender.send(path(), text);
    awaitRead(before + 1);
  }

  /** How many datagrams have been read. */
  long read() throws Exception {
    return onLoop(() -> counters.notified(app.name())[0]);
  }

  void awaitRead(long count) throws Exception {
    await(this::read, count);
  }

  /** What is known of the app. */
  App.View view() throws Exception {
    return onLoop(() -> pod.view(app));
  }

  String status() throws Exception {
    return instance(view()).status();
  }

  void awaitStatus(String expected) throws Exception {
    await(this::statusOrNone, expected);
  }

  private String statusOrNone() throws Exception {
    App.View view = view();
    return view.state().instance() == null ? "" : instance(view).status();
  }

  static Instance instance(App.View view) {
    return requireNonNull(view.state().instance());
  }

  /** Lets time pass, on the event loop where it belongs. */
  void passes(Duration by) throws Exception {
    onLoop(
        () -> {
          timers.advance(by);
          return true;
        });
  }

  private <T> T onLoop(Callable<T> question) throws Exception {
    return group.submit(question).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Asks until the answer is right; only a test that fails waits for long. */
  private static <T> void await(Callable<T> question, T expected) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    T answer = question.call();
    while (!answer.equals(expected) && System.nanoTime() - end < 0) {
      Thread.onSpinWait();
      answer = question.call();
    }
    assertThat(answer).isEqualTo(expected);
  }

  @Override
  public void close() {
    socket.close();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
