package io.probeagent.client;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.Selector;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the lease's keeper does at which time; the test plays the thread that asks it. */
final class LeaseKeeperTest {

  private static final long IDLE = Long.MAX_VALUE;
  private static final long T0 = -MILLISECONDS.toNanos(7000);
  private static final AppState FRESH = AppState.fresh("cafe", 0);

  @TempDir private Path path;
  private final Mailbox mailbox = new Mailbox(FRESH);
  private final Warnings warnings = new Warnings();
  private AppState state = FRESH;
  private Selector selector;
  private LeaseKeeper keeper;

  @BeforeEach
  void open() throws Exception {
    selector = Selector.open();
    keeper = new LeaseKeeper(path.resolve("signal.sock"), mailbox, selector);
  }

  @AfterEach
  void close() throws Exception {
    keeper.close();
    selector.close();
    warnings.close();
  }

  @Test
  void asksForNoWakeUpWhenAllIsSaid() throws Exception {
    try (FakeAgent agent = new FakeAgent(path, FakeAgent.OK)) {
      connect();
      assertThat(keeper.remaining(FRESH, 0)).isEqualTo(IDLE);
      mailbox.inFlight.set(1);
      assertThat(keeper.remaining(FRESH, 0)).as("told at once").isZero();
      keeper.talk(FRESH, 0);
      assertThat(keeper.remaining(FRESH, 0)).isEqualTo(IDLE);
      mailbox.inFlight.set(2);
      assertThat(keeper.remaining(FRESH, 0)).isEqualTo(InFlight.GAP);
      keeper.talk(FRESH, InFlight.GAP - 1);
      keeper.talk(FRESH, InFlight.GAP);
      assertThat(keeper.remaining(FRESH, InFlight.GAP)).isEqualTo(IDLE);
      assertThat(agent.lines(4)).endsWith("X_INFLIGHT=1", "X_INFLIGHT=2");
    }
  }

  @Test
  void holdsBackWhatASilentAgentMayNeverRead() throws Exception {
    try (FakeAgent agent = new FakeAgent(path, FakeAgent.SILENT)) {
      connect();
      for (int i = 1; i <= 40; i++) {
        state = state.withStatus("s" + i);
        keeper.talk(state, 0);
      }
      mailbox.inFlight.set(1);
      assertThat(keeper.remaining(state, 0)).as("there is no room for it").isEqualTo(IDLE);
      keeper.talk(state.toClosed(), 0);
      List<String> lines = agent.lines(35);
      assertThat(lines.subList(31, 35))
          .containsExactly("STATUS=s30", "STATUS=s40", "X_INFLIGHT=1", "BYE=1");
    }
  }

  @Test
  void waitsALittleForTheAnswerToItsGoodBye() throws Exception {
    try (FakeAgent agent = new FakeAgent(path, FakeAgent.SILENT)) {
      connect();
      AppState closed = FRESH.toClosed();
      keeper.talk(closed, 0);
      agent.linesUntil("BYE=1");
      assertThat(keeper.isByeOver(0)).isFalse();
      assertThat(keeper.remaining(closed, 0)).isEqualTo(MILLISECONDS.toNanos(150));
      assertThat(keeper.isByeOver(MILLISECONDS.toNanos(150) - 1)).isFalse();
      assertThat(keeper.isByeOver(MILLISECONDS.toNanos(150))).isTrue();
    }
  }

  @Test
  void goesAtOnceIfThereIsNobodyToLeave() {
    assertThat(keeper.isByeOver(0)).isTrue();
  }

  @Test
  void goesOnceTheAgentHasAnswered() throws Exception {
    try (FakeAgent agent = new FakeAgent(path, FakeAgent.OK)) {
      connect();
      AppState closed = FRESH.toClosed();
      keeper.talk(closed, 0);
      while (!keeper.isByeOver(0)) {
        awaitAgent();
        keeper.talk(closed, 0);
      }
      assertThat(agent.lines(3)).endsWith("BYE=1");
    }
  }

  @Test
  void takesAShortLeaseForPartOfTheOutage() throws Exception {
    loseALeaseAfter(0);
    assertThat(keeper.remaining(FRESH, T0)).isEqualTo(Outage.FIRST_WAIT);
    long end = Outage.LONGEST_WAIT - 1;
    loseALeaseAfter(end);
    assertThat(keeper.remaining(FRESH, T0 + end)).isEqualTo(2 * Outage.FIRST_WAIT);
    assertThat(warnings.texts()).hasSize(1);
  }

  @Test
  void takesALongLeaseForTheEndOfTheOutage() throws Exception {
    loseALeaseAfter(0);
    loseALeaseAfter(Outage.LONGEST_WAIT);
    long end = T0 + Outage.LONGEST_WAIT;
    assertThat(keeper.remaining(FRESH, end)).isEqualTo(Outage.FIRST_WAIT);
    assertThat(warnings.texts()).hasSize(2);
  }

  @Test
  void takesALeaseThatWasNeverAnsweredForPartOfTheOutage() throws Exception {
    loseALeaseAfter(0);
    try (FakeAgent agent = new FakeAgent(path, FakeAgent.SILENT)) {
      connect();
      assertThat(agent.lines(2)).endsWith("READY=0");
    }
    awaitAgent();
    keeper.talk(FRESH, Outage.LONGEST_WAIT);
    assertThat(keeper.remaining(FRESH, Outage.LONGEST_WAIT)).isEqualTo(2 * Outage.FIRST_WAIT);
  }

  private void connect() {
    assertThat(keeper.isConnectDue(0)).isTrue();
    keeper.connect(0, false);
    keeper.talk(FRESH, 0);
  }

  private void loseALeaseAfter(long nanos) throws Exception {
    try (FakeAgent agent = new FakeAgent(path, FakeAgent.OK)) {
      state = state.beat();
      keeper.connect(T0, false);
      keeper.talk(state, T0);
      while (!mailbox.settled.await(state.version(), 0)) {
        awaitAgent();
        keeper.talk(state, T0);
      }
      assertThat(agent.lines(2)).endsWith("READY=0");
    }
    awaitAgent();
    keeper.talk(state, T0 + nanos);
  }

  private void awaitAgent() throws Exception {
    assertThat(selector.select(30_000)).as("news from the agent in 30 s").isPositive();
    selector.selectedKeys().clear();
  }
}
