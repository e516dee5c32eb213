package io.probeagent.agent.source;

import io.netty.channel.EventLoopGroup;
import io.probeagent.agent.fake.Configs;
import io.probeagent.agent.fake.FakeTicker;
import io.probeagent.agent.fake.FakeTimers;
import io.probeagent.agent.lifecycle.Instance;
import io.probeagent.agent.metrics.Counters;
import io.probeagent.agent.net.Transport;
import io.probeagent.agent.pod.App;
import io.probeagent.agent.pod.Pod;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One datagram socket on a real event loop. */
final class NotifyBench implements AutoCloseable {
  final Pod pod;
  final App app;
  final NotifySocket socket;
  final Queue<String> errors = new ConcurrentLinkedQueue<>();
  private final EventLoopGroup group;

  NotifyBench(Path dir, Transport transport, String... settings) {
    String[] all = Arrays.copyOf(settings, settings.length + 1);
    all[settings.length] = "PROBE_DIR=" + dir;
    FakeTicker ticker = new FakeTicker();
    pod = new Pod(Configs.of(all).apps(), Map.of(), ticker, new FakeTimers(ticker));
    app = pod.apps().get(0);
    group = transport.oneLoop();
    socket =
        new NotifySocket(
            app,
            pod,
            transport,
            group,
            new Counters(),
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

  /** The last status that was told; what is in the kernel's queue by now is read before. */
  String status() throws Exception {
    for (int i = 0; i < 2; i++) {
      group.submit(() -> {}).get(20, TimeUnit.SECONDS);
    }
    return group
        .submit(
            () -> {
              @Nullable Instance instance = pod.view(app).state().instance();
              return instance == null ? "" : instance.status();
            })
        .get(20, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    socket.close();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
