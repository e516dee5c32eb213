package io.probeagent.agent.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However looks fall between what servers do, every run is one instance, and judged right. */
final class LibertyRandomTest {
  private static final int RUNS = 20;
  private static final String[] ALL = {"started", "live", "ready"};

  private final LibertyServer server = new LibertyServer();
  private Random random = new Random(0);

  static java.util.stream.LongStream seeds() {
    return java.util.stream.LongStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyRunIsOneInstance(long seed) {
    random = new Random(seed);
    for (int run = 1; run <= RUNS; run++) {
      clean();
      boolean script = random.nextInt(4) == 0;
      for (String name : ALL) {
        server.create(name);
        pause(script ? 7 : 8); // a server whose files come so slowly runs no script
      }
      if (script) {
        server.remove("started");
        pause(8);
      }
      int checks = random.nextInt(4);
      for (int i = 0; i < checks; i++) {
        server.ticker.advance(Duration.ofSeconds(10));
        server.touch("live", "ready");
        pause(8);
      }
      server.look();
      server.expect("yes yes yes");
      assertThat(server.instances()).as("run " + run).isEqualTo(run);
      if (random.nextInt(3) > 0) {
        end();
      }
    }
  }

  /** What a server does first: a crash may have left files. */
  private void clean() {
    for (String name : new String[] {"ready", "started", "live"}) {
      server.remove(name);
      pause(6);
    }
    pause(8);
  }

  private void end() {
    for (String name : new String[] {"ready", "live", "started"}) {
      server.remove(name);
      pause(7); // they go within a moment
    }
    server.look();
    server.expect("no no no");
  }

  /** A little time, lost events, a look, the agent's restart, or a look that waits. */
  private void pause(int kinds) {
    switch (random.nextInt(kinds)) {
      case 0, 1 -> server.ticker.advance(Duration.ofMillis(random.nextInt(100)));
      case 2 -> server.loseEvents();
      case 3, 4, 5 -> server.lookOnce();
      case 6 -> server.restartAgent();
      default -> server.look();
    }
  }
}
