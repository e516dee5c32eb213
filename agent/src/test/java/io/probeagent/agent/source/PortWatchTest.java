package io.probeagent.agent.source;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.fake.Configs;
import io.probeagent.agent.fake.FakeTicker;
import io.probeagent.agent.fake.FakeTimers;
import io.probeagent.agent.lifecycle.AppState;
import io.probeagent.agent.lifecycle.Drain;
import io.probeagent.agent.lifecycle.Phase;
import io.probeagent.agent.lifecycle.Signal;
import io.probeagent.agent.lifecycle.Word;
import io.probeagent.agent.pod.App;
import io.probeagent.agent.pod.Pod;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** When the table is read, and who is told; with tables and clocks in hand. */
class PortWatchTest {
  private static final Duration POLL = Duration.ofSeconds(5);
  private static final Duration MILLI = Duration.ofMillis(1);

  private final FakeTicker ticker = new FakeTicker();
  private final FakeTimers timers = new FakeTimers(ticker);
  private final Pod pod =
      new Pod(
          Configs.of(
                  "PROBE_APPS=web,db,worker", "PROBE_WEB_APP_PORTS=80,81", "PROBE_DB_APP_PORTS=90")
              .apps(),
          Map.of(),
          ticker,
          timers);
  private final App web = pod.apps().get(0);
  private final App db = pod.apps().get(1);
  private final App worker = pod.apps().get(2);
  private final Queue<Runnable> aside = new ArrayDeque<>();
  private final List<String> told = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();
  private boolean closed;
  private String table = "";
  private final PortWatch watch =
      new PortWatch(
          pod,
          this::read,
          this::beside,
          Runnable::run,
          timers,
          (app, source, kind, detail) -> errors.add(app + source + " " + kind + ": " + detail));

  @Test
  void theFirstLookIsWaitedForAsLongAsItTakes() {
    watch.start(POLL, false, () -> told.add("first"));
    timers.advance(Duration.ofMillis(400));
    assertThat(told).isEmpty();
    looks("80=7 81=8");
    assertThat(told).containsExactly("first");
    assertThat(phase(web)).isEqualTo(Phase.READY);
    assertThat(phase(db)).isEqualTo(Phase.UNKNOWN);
    assertThat(state(db).ports()).isNotNull();
    assertThat(state(worker).ports()).isNull();
  }

  @Test
  void anAppWithoutPortsWaitsForNothing() {
    started("80=7 81=8");
    timers.advance(Duration.ofSeconds(1));
    ask("w", worker);
    assertThat(told).containsExactly("w");
    assertThat(aside).isEmpty();
  }

  @Test
  void whoAsksGetsALookThatIsNotOlderThanAQuarterSecond() {
    started("80=7 81=8");
    timers.advance(PortWatch.FRESH.minus(MILLI));
    ask("a", web);
    assertThat(told).containsExactly("a");
    assertThat(aside).isEmpty();

    timers.advance(MILLI);
    ask("b", web, worker);
    assertThat(told).as("waits").containsExactly("a");
    looks("");
    assertThat(told).containsExactly("a", "b");
    assertThat(isReady(web)).isFalse();
  }

  @Test
  void oneLookServesAllWhoWait() {
    started("");
    timers.advance(Duration.ofSeconds(1));
    ask("a", web);
    ask("b", db);
    ask("c", web, db, worker);
    assertThat(aside).hasSize(1);
    looks("80=7 81=8 90=9");
    assertThat(told).containsExactly("a", "b", "c");
    assertThat(phase(db)).isEqualTo(Phase.READY);
    assertThat(aside).isEmpty();
  }

  @Test
  void aLookThatTakesLongIsNotWaitedFor() {
    started("80=7 81=8");
    timers.advance(Duration.ofSeconds(1));
    ask("a", web);
    timers.advance(PortWatch.PATIENCE.minus(MILLI));
    ask("b", web);
    assertThat(told).isEmpty();
    timers.advance(MILLI);
    assertThat(told).as("what is known has to do").containsExactly("a", "b");
    ask("c", web);
    assertThat(told).as("nobody waits twice").containsExactly("a", "b", "c");
    assertThat(aside).as("no second one meanwhile").hasSize(1);

    looks("");
    assertThat(isReady(web)).as("it counts when it comes").isFalse();
    assertThat(told).hasSize(3);
    timers.advance(LookRest.MOST_BUSY);
    ask("d", web);
    assertThat(told).as("the next one is waited for").hasSize(3);
    timers.advance(PortWatch.PATIENCE);
    assertThat(told).hasSize(4);
  }

  @Test
  void aLookThatTookLongIsFollowedByALongRest() {
    watch.start(POLL, false, () -> {});
    timers.advance(Duration.ofMillis(90));
    looks("80=7 81=8");
    timers.advance(Duration.ofSeconds(1).minusMillis(90));
    ask("a", web);
    assertThat(told).as("the first look does not count").isEmpty();
    timers.advance(Duration.ofMillis(40));
    looks("");
    timers.advance(Duration.ofMillis(20 * 40 - 41));
    ask("b", web);
    assertThat(told).containsExactly("a", "b");
    timers.advance(MILLI);
    ask("c", web);
    assertThat(told).as("waits").containsExactly("a", "b");

    timers.advance(Duration.ofSeconds(30));
    looks("");
    assertThat(told).containsExactly("a", "b", "c");
    timers.advance(LookRest.MOST_BUSY);
    ask("d", web);
    assertThat(aside).as("but not for ever").hasSize(1);
  }

  @Test
  void aPodInWhichNothingHappensIsLookedAtLess() {
    started("80=7 81=8 90=9");
    timers.advance(Duration.ofSeconds(1));
    ask("a", web);
    timers.advance(Duration.ofMillis(3));
    looks("80=7 81=8 90=9");
    timers.advance(Duration.ofMillis(LookRest.STEADY * 3 - 4));
    ask("b", web);
    assertThat(aside).as("steady").isEmpty();
    timers.advance(MILLI);
    ask("c", web);
    assertThat(aside).hasSize(1);
    timers.advance(Duration.ofMillis(3));
    looks("80=7 81=8");

    timers.advance(PortWatch.FRESH);
    ask("d", web);
    assertThat(aside).as("a port is closed").hasSize(1);
  }

  @Test
  void aSteadyPodIsNotRestedFromForLongerThanThePoll() {
    started("80=7 81=8 90=9");
    timers.advance(Duration.ofSeconds(1));
    ask("a", web);
    timers.advance(Duration.ofMillis(90));
    looks("80=7 81=8 90=9");
    timers.advance(POLL.minusMillis(90));
    ask("b", web);
    assertThat(aside).hasSize(1);
  }

  @Test
  void aSteadyPodThatNobodyAsksAboutIsLookedAtNowAndThen() {
    started("80=7 81=8 90=9");
    timers.advance(POLL.multipliedBy(PortWatch.STEADY_ROUNDS).minus(MILLI));
    assertThat(aside).isEmpty();
    timers.advance(MILLI);
    assertThat(aside).hasSize(1);
  }

  @Test
  void oneThatTheAgentEndsWithIsLookedAtInEveryRound() {
    watch.start(POLL, true, () -> {});
    looks("80=7 81=8 90=9");
    timers.advance(POLL);
    assertThat(aside).hasSize(1);
  }

  @Test
  void aDrainEndsTheRestOfASteadyPod() {
    started("80=7 81=8 90=9");
    timers.advance(Duration.ofSeconds(1));
    ask("a", web);
    timers.advance(Duration.ofMillis(3));
    looks("80=7 81=8 90=9");
    drain(web);
    timers.advance(PortWatch.DRAIN_EVERY);
    assertThat(aside).hasSize(1);
  }

  @Test
  void aRoundIsSkippedWhereProbesLook() {
    started("80=7 81=8");
    timers.advance(POLL.minus(Duration.ofSeconds(1)));
    ask("a", web);
    looks("80=7 81=8");
    timers.advance(Duration.ofSeconds(1));
    assertThat(aside).isEmpty();
    timers.advance(POLL);
    assertThat(aside).hasSize(1);
  }

  @Test
  void thePatienceOfOneLookIsNotThatOfTheNext() {
    started("80=7 81=8");
    timers.advance(Duration.ofSeconds(1));
    ask("a", web);
    timers.advance(MILLI);
    looks("80=7 81=8");
    timers.advance(Duration.ofMillis(49));
    seesNothingFresh();
    ask("b", web);
    timers.advance(Duration.ofMillis(60));
    assertThat(told).containsExactly("a");
  }

  @Test
  void notMoreWaitThanASetNumber() {
    started("");
    timers.advance(Duration.ofSeconds(1));
    for (int i = 0; i < PortWatch.MOST_WAITING; i++) {
      ask("x", web);
    }
    assertThat(told).isEmpty();
    ask("last", web);
    assertThat(told).containsExactly("last");
  }

  @Test
  void anEndIsSeenWithoutAQuestion() {
    started("80=7 81=8");
    timers.advance(POLL);
    looks("");
    assertThat(phase(web)).as("it might have been missed").isEqualTo(Phase.READY);
    assertThat(timers.pending()).isEqualTo(2);
    timers.advance(PortWatch.DRAIN_EVERY);
    looks("");
    assertThat(phase(web)).isEqualTo(Phase.STOPPED);
    timers.advance(PortWatch.DRAIN_EVERY);
    looks("");
    assertThat(timers.pending()).as("the round alone").isEqualTo(1);
    timers.advance(POLL);
    looks("80=9 81=10");
    assertThat(phase(web)).isEqualTo(Phase.READY);
    assertThat(instance(web)).isEqualTo(2);
  }

  @Test
  void whileAnAppDrainsItIsLookedAtOften() {
    started("80=7 81=8");
    assertThat(timers.pending()).as("the round alone").isEqualTo(1);
    drain(worker);
    assertThat(timers.pending()).as("it has no ports").isEqualTo(1);
    drain(web);
    assertThat(timers.pending()).isEqualTo(2);
    for (int i = 0; i < 3; i++) {
      timers.advance(PortWatch.DRAIN_EVERY);
      looks("80=7 81=8 80*3");
    }
    assertThat(state(web).inFlight()).isEqualTo(3);
    timers.advance(PortWatch.DRAIN_EVERY);
    looks("80*1");
    assertThat(phase(web)).isEqualTo(Phase.DRAINING);
    timers.advance(PortWatch.DRAIN_EVERY);
    looks("");
    assertThat(phase(web)).isEqualTo(Phase.DRAINING);
    timers.advance(PortWatch.DRAIN_EVERY);
    looks("");
    assertThat(phase(web)).isEqualTo(Phase.STOPPED);
    timers.advance(PortWatch.DRAIN_EVERY);
    looks("");
    assertThat(timers.pending()).as("the round alone").isEqualTo(1);
  }

  @Test
  void aDrainThatWasRememberedIsLookedAtOftenFromTheStart() {
    pod.signal(web, new Signal.Said(Signal.ANYONE, List.of(new Word.Ready())));
    drain(web);
    started("80=7 81=8");
    assertThat(timers.pending()).isEqualTo(2);
  }

  @Test
  void aTableThatCannotBeReadIsNoVerdict() {
    started("80=7 81=8");
    for (int i = 0; i < 3; i++) {
      timers.advance(POLL);
      looks("!");
      assertThat(phase(web)).isEqualTo(Phase.READY);
    }
    assertThat(errors).as("once").containsExactly("ports unreadable: no table");
    long before = watch.seen();
    timers.advance(POLL);
    looks("80=7 81=8");
    assertThat(watch.seen()).isEqualTo(before + POLL.multipliedBy(4).toNanos());
    timers.advance(POLL);
    looks("?");
    assertThat(errors)
        .last()
        .asString()
        .isEqualTo("ports unreadable: java.lang.IllegalStateException: defect");
    assertThat(errors).hasSize(2);
    assertThat(phase(web)).isEqualTo(Phase.READY);
  }

  @Test
  void whoAsksForWhatCannotBeReadIsAnsweredAllTheSame() {
    started("80=7 81=8");
    timers.advance(Duration.ofSeconds(1));
    ask("a", web);
    looks("!");
    assertThat(told).containsExactly("a");
  }

  @Test
  void whatCouldNotBeReadMayBeTheListener() {
    started("80=7 81=8");
    timers.advance(POLL);
    looks("80=7 garbage");
    assertThat(phase(web)).isEqualTo(Phase.READY);
    assertThat(isReady(web)).isTrue();
    assertThat(errors)
        .containsExactly("ports malformed: 1 lines of the TCP table are of an unknown form");
    timers.advance(POLL);
    looks("80=7 81=8 80*2 garbage");
    assertThat(state(web).inFlight()).as("who listens is known").isEqualTo(2);
    assertThat(errors).hasSize(1);
    timers.advance(POLL);
    looks("80=7 cut");
    assertThat(isReady(web)).isTrue();
    assertThat(errors).hasSize(2);
  }

  @Test
  void aLookThatNeverEndsIsToldOfOnce() {
    started("80=7 81=8");
    timers.advance(POLL.multipliedBy(4));
    assertThat(errors).containsExactly("ports stalled: no look at the TCP table for 2 s");
    assertThat(aside).hasSize(1);
    assertThat(phase(web)).isEqualTo(Phase.READY);
  }

  @Test
  void anAgentThatIsBeingClosedStillAnswers() {
    started("80=7 81=8");
    closed = true;
    timers.advance(Duration.ofSeconds(1));
    ask("a", web);
    assertThat(told).containsExactly("a");
  }

  private void started(String first) {
    watch.start(POLL, false, () -> {});
    looks(first);
  }

  private void ask(String name, App... apps) {
    watch.now(List.of(apps), () -> told.add(name));
  }

  /** Lets enough time pass that a look is due, without the watch's own timers. */
  private void seesNothingFresh() {
    ticker.advance(PortWatch.FRESH);
  }

  /** The look under way ends, and shows this. */
  private void looks(String shown) {
    table = shown;
    aside.remove().run();
  }

  private void beside(Runnable task) {
    if (closed) {
      throw new RejectedExecutionException();
    }
    aside.add(task);
  }

  /** {@code 80=7}: a listener with that inode; {@code 80*3}: connections. */
  private TcpTable read(Set<Integer> ports) throws IOException {
    assertThat(ports).containsExactlyInAnyOrder(80, 81, 90);
    TcpTable read = new TcpTable(ports);
    StringBuilder lines = new StringBuilder();
    for (String part : table.isEmpty() ? new String[0] : table.split(" ")) {
      switch (part) {
        case "!" -> throw new IOException("no table");
        case "?" -> throw new IllegalStateException("defect");
        case "cut" -> read.cutOff();
        case "garbage" -> lines.append("garbage\n");
        default -> lines.append(lines(part));
      }
    }
    byte[] bytes = lines.toString().getBytes(US_ASCII);
    read.take(bytes, bytes.length);
    return read;
  }

  private static String lines(String part) {
    String local = String.format("00000000:%04X", Integer.valueOf(part.substring(0, 2)));
    int number = Integer.parseInt(part.substring(3));
    return part.charAt(2) == '='
        ? TcpTableTest.line(1, local, "00000000:0000", "0A", number)
        : TcpTableTest.line(1, local, "0100007F:9000", "01", 1).repeat(number);
  }

  private void drain(App app) {
    pod.signal(app, new Signal.Said(Signal.ANYONE, List.of(new Word.Ready())));
    pod.signal(app, new Signal.DrainAsked(Drain.Origin.OUTSIDE, 0));
  }

  private AppState state(App app) {
    return pod.view(app).state();
  }

  private boolean isReady(App app) {
    return pod.view(app).verdicts().ready().ok();
  }

  private Phase phase(App app) {
    return state(app).phase();
  }

  private long instance(App app) {
    return java.util.Objects.requireNonNull(state(app).instance()).number();
  }
}
