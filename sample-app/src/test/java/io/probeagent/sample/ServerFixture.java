package io.probeagent.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.sample.drain.Timers;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A server on a free port, and the numbers of requests in flight that it told its client. */
final class ServerFixture implements AutoCloseable {

  final Server server;
  private final BlockingQueue<Integer> counts = new LinkedBlockingQueue<>();

  ServerFixture() throws InterruptedException {
    server = Server.start(0, Timers.DEFAULT, StopMode.FULL, counts::add);
  }

  RawClient connect() throws Exception {
    return new RawClient(server.port());
  }

  /** Returns once the server has told this number. */
  void awaitInFlight(int wanted) throws InterruptedException {
    @Nullable Integer count;
    do {
      count = counts.poll(30, TimeUnit.SECONDS);
      assertThat(count).as("a change of the in-flight count to " + wanted).isNotNull();
    } while (count == null || count != wanted);
  }

  /** Returns once nothing is in flight, and forgets the numbers told so far. */
  void awaitIdle() throws InterruptedException {
    assertThat(server.traffic().awaitIdle(System.nanoTime() + TimeUnit.SECONDS.toNanos(30)))
        .as("idle in 30 s")
        .isTrue();
    counts.clear();
  }

  @Override
  public void close() {
    server.close();
  }
}
