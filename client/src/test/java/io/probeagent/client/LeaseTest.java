package io.probeagent.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the agent hears, line by line. */
final class LeaseTest {

  @TempDir private Path path;
  private SharedFolder folder;
  private FakeAgent agent;
  private final FakeClock clock = new FakeClock();

  @BeforeEach
  void startAgent() throws Exception {
    folder = new SharedFolder(path);
    agent = new FakeAgent(path, FakeAgent.OK);
  }

  @AfterEach
  void stopAgent() throws Exception {
    agent.close();
  }

  @Test
  void hearsTheInstanceFirstAndThenEachChange() throws Exception {
    try (ProbeClient client = folder.connect(clock)) {
      assertThat(agent.line()).matches("INSTANCE=[0-9a-f]{16}");
      assertThat(agent.line()).isEqualTo("READY=0");
      client.ready();
      client.notReady("no\ndatabase");
      client.ready();
      assertThat(agent.lines(5))
          .containsExactly("READY=1", "READY=0", "STATUS=no database", "READY=1", "STATUS=");
      client.status("as ever");
      assertThat(agent.line()).isEqualTo("STATUS=as ever");
    }
    assertThat(agent.lines(2)).containsExactly("BYE=1", FakeAgent.END);
  }

  @Test
  void doesNotKeepTheJvmAlive() {
    try (ProbeClient client = folder.connect(clock)) {
      client.ready();
      assertThat(Thread.getAllStackTraces().keySet())
          .filteredOn(thread -> thread.getName().equals(ProbeClient.THREAD_NAME))
          .isNotEmpty()
          .allMatch(Thread::isDaemon);
    }
  }

  @Test
  void callsReturnOnceTheAgentKnows() throws Exception {
    try (ProbeClient client = folder.connect(clock)) {
      assertThat(agent.linesSoFar()).endsWith("READY=0");
      client.ready();
      assertThat(agent.linesSoFar()).containsExactly("READY=1");
      client.notReady("x");
      assertThat(agent.linesSoFar()).containsExactly("READY=0", "STATUS=x");
    }
  }

  @Test
  void everyInstanceHasItsOwnId() throws Exception {
    folder.connect(clock).close();
    folder.connect(clock).close();
    String first = agent.linesUntil(FakeAgent.END).get(0);
    String second = agent.linesUntil(FakeAgent.END).get(0);
    assertThat(second).startsWith("INSTANCE=").isNotEqualTo(first);
  }

  @Test
  void hearsOnlyTheLastOfManyCountsWithinTheGap() throws Exception {
    try (ProbeClient client = folder.connect(clock)) {
      agent.lines(2);
      client.inFlight(1);
      assertThat(agent.line()).isEqualTo("X_INFLIGHT=1");
      client.inFlight(2);
      client.inFlight(3);
      client.status("later than the counts");
      assertThat(agent.line()).isEqualTo("STATUS=later than the counts");
      client.inFlight(4);
      clock.advance(Duration.ofMillis(100));
      assertThat(agent.line()).isEqualTo("X_INFLIGHT=4");
      clock.advance(Duration.ofMillis(100));
      client.inFlight(4);
      client.ready();
      assertThat(agent.linesSoFar()).as("no count twice").containsExactly("READY=1");
    }
  }

  @Test
  void hearsTheLastCountBeforeTheGoodBye() throws Exception {
    try (ProbeClient client = folder.connect(clock)) {
      client.inFlight(1);
      assertThat(agent.lines(3)).endsWith("X_INFLIGHT=1");
      client.inFlight(0);
    }
    assertThat(agent.lines(2)).containsExactly("X_INFLIGHT=0", "BYE=1");
  }

  @Test
  void refusesANegativeCount() {
    try (ProbeClient client = folder.connect(clock)) {
      assertThatThrownBy(() -> client.inFlight(-3))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("inFlight: -3 (expected: >= 0)");
    }
  }

  @Test
  void hearsOneHeartbeatPerSecond() throws Exception {
    try (ProbeClient client = folder.connect(clock)) {
      agent.lines(2);
      client.alive();
      assertThat(agent.line()).isEqualTo("WATCHDOG=1");
      clock.advance(Duration.ofMillis(999));
      client.alive();
      client.status("too soon");
      assertThat(agent.line()).isEqualTo("STATUS=too soon");
      clock.advance(Duration.ofMillis(1));
      client.alive();
      assertThat(agent.line()).isEqualTo("WATCHDOG=1");
    }
  }

  @Test
  void announcesTheWatchdogAndBeatsTwicePerInterval() throws Exception {
    Map<String, String> env = new HashMap<>(folder.env());
    env.put("WATCHDOG_USEC", "500000");
    try (ProbeClient client = ProbeClient.connect(env, clock, SharedFolder.PATIENCE)) {
      assertThat(agent.lines(3)).endsWith("WATCHDOG_USEC=500000", "READY=0");
      client.alive();
      assertThat(agent.line()).isEqualTo("WATCHDOG=1");
      clock.advance(Duration.ofMillis(249));
      client.alive();
      client.status("too soon");
      assertThat(agent.line()).isEqualTo("STATUS=too soon");
      clock.advance(Duration.ofMillis(1));
      client.alive();
      assertThat(agent.line()).isEqualTo("WATCHDOG=1");
    }
  }
}
