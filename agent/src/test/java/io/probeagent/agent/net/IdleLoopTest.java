package io.probeagent.agent.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How long a loop with nothing to do would wait, asked where it would. */
class IdleLoopTest {
  private static final int PATIENCE = 20;

  @Test
  void aLoopWithNothingToDoWaitsForAnEventAlone() throws Exception {
    Waits waits = new Waits();
    EventLoopGroup group = Transport.oneLoop(factory(waits));
    try {
      // Twice: the first wait ends with what starts the loop.
      for (int i = 0; i < 2; i++) {
        group.next().submit(() -> {}).get(PATIENCE, TimeUnit.SECONDS);
      }
      Duration last = Duration.ZERO;
      for (Long nanos = waits.asked.poll(PATIENCE, TimeUnit.SECONDS);
          nanos != null;
          nanos = waits.asked.poll()) {
        last = Duration.ofNanos(nanos);
      }
      assertThat(last).isGreaterThan(Duration.ofDays(100));
    } finally {
      group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(PATIENCE * 1000L);
    }
  }

  private static IoHandlerFactory factory(Waits waits) {
    return executor -> waits;
  }

  /** Waits for nothing but a wake-up, and notes for how long it was to. */
  private static final class Waits implements IoHandler {
    private final BlockingQueue<Long> asked = new LinkedBlockingQueue<>();
    private final Semaphore wake = new Semaphore(0);

    @Override
    public int run(IoHandlerContext context) {
      if (context.canBlock()) {
        asked.add(context.delayNanos(System.nanoTime()));
        wake.acquireUninterruptibly();
      }
      return 0;
    }

    @Override
    public void wakeup() {
      wake.release();
    }

    @Override
    public IoRegistration register(IoHandle handle) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> handleType) {
      return false;
    }
  }
}
