package io.probeagent.sample;

import io.netty.channel.ChannelPipeline;
import io.probeagent.client.DrainPlan;
import io.probeagent.sample.drain.Drain;
import java.util.Locale;
import java.util.function.Consumer;

/** How the app stops: well, or in one of the ways by which others lose requests. */
enum StopMode {
  /** As {@link Drain} does: loses none. */
  FULL {
    @Override
    void stop(Server server, DrainPlan plan, Consumer<String> out) throws InterruptedException {
      new Drain(server.connections(), server.listener(), out).run(plan.delay(), plan.deadline());
    }
  },
  /** Waits for the delay, and then does what the next one does. */
  DELAY_THEN_CLOSE {
    @Override
    void stop(Server server, DrainPlan plan, Consumer<String> out) throws InterruptedException {
      Thread.sleep(plan.delay().toMillis());
      CLOSE_FIRST.stop(server, plan, out);
    }
  },
  /**
   * What most frameworks call graceful: closes the listener and idle connections at once, and waits
   * for the requests in flight.
   */
  CLOSE_FIRST {
    @Override
    void stop(Server server, DrainPlan plan, Consumer<String> out) throws InterruptedException {
      server.listener().close().sync();
      server.connections().each(pipeline -> pipeline.fireUserEventTriggered(Careless.CLOSE));
      server.traffic().awaitIdle(System.nanoTime() + plan.deadline().toNanos());
    }
  },
  /** Handles no signal: the JVM ends at once, with exit code 143. */
  ABRUPT {
    @Override
    void stop(Server server, DrainPlan plan, Consumer<String> out) {
      // Nobody who handles no signal gets here.
    }
  };

  abstract void stop(Server server, DrainPlan plan, Consumer<String> out)
      throws InterruptedException;

  /** Adds what it takes to the app's part of a pipeline. */
  void prepare(ChannelPipeline pipeline) {
    if (this != FULL) {
      pipeline.addLast(new Careless());
    }
  }

  /** As it is written in the environment: {@code close-first}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
