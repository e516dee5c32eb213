package io.probeagent.agent.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import io.probeagent.agent.fake.Configs;
import io.probeagent.agent.fake.FakeTicker;
import io.probeagent.agent.fake.FakeTimers;
import io.probeagent.agent.pod.App;
import io.probeagent.agent.pod.Pod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who may stay connected. */
final class PeersTest {
  private static final Duration HALF = Peers.SILENCE.dividedBy(2);

  private final FakeTicker ticker = new FakeTicker();
  private final FakeTimers timers = new FakeTimers(ticker);
  private final Peers peers = new Peers(timers, ticker::nanos);
  private final List<App> apps =
      new Pod(Configs.of("PROBE_APPS=web,db").apps(), Map.of(), ticker, timers).apps();
  private final App web = apps.get(0);

  @Test
  void whoSaysNothingForTenSecondsIsClosed() {
    Channel silent = open(web);

    timers.advance(Peers.SILENCE.minusNanos(1));
    assertThat(silent.isOpen()).isTrue();
    timers.advance(Duration.ofNanos(1));

    assertThat(silent.isOpen()).isFalse();
    assertThat(peers.count()).isZero();
    assertThat(timers.pending()).as("nobody is left to be silent").isZero();
  }

  @Test
  void whoSpeaksMayStay() {
    Channel talker = open(web);
    for (int i = 0; i < 20; i++) {
      timers.advance(HALF);
      peers.heard(web, talker);
    }
    assertThat(talker.isOpen()).isTrue();

    timers.advance(Peers.SILENCE.multipliedBy(2));
    assertThat(talker.isOpen()).isFalse();
  }

  @Test
  void aLeaseMayBeSilentUntilItIsReleased() {
    Channel holder = open(web);
    peers.lease(web, holder, "4f2a");
    timers.advance(Duration.ofHours(1));
    assertThat(holder.isOpen()).isTrue();

    assertThat(peers.release(web, holder, "4f2a")).isTrue();
    open(web);
    timers.advance(Peers.SILENCE);
    assertThat(holder.isOpen()).isFalse();
  }

  @Test
  void whoWaitsForAnAnswerMayBeSilentUntilItHasIt() {
    Channel waiting = open(web);
    peers.waits(web, waiting);
    peers.waits(web, waiting);
    timers.advance(Duration.ofHours(1));
    peers.answered(web, waiting);
    timers.advance(Duration.ofHours(1));
    assertThat(waiting.isOpen()).isTrue();

    peers.answered(web, waiting);
    timers.advance(Peers.SILENCE.minusNanos(1));
    assertThat(waiting.isOpen()).isTrue();
    timers.advance(Duration.ofNanos(1));
    assertThat(waiting.isOpen()).isFalse();
  }

  @Test
  void aLeaseIsReleasedOnceAndByItsIdAlone() {
    Channel holder = open(web);
    peers.lease(web, holder, "4f2a");

    assertThat(peers.release(web, holder, "other")).isFalse();
    assertThat(peers.release(web, open(web), "4f2a")).isFalse();
    assertThat(peers.release(web, holder, "4f2a")).isTrue();
    assertThat(peers.release(web, holder, "4f2a")).isFalse();
    assertThat(peers.release(web, holder, "")).as("no lease is none to lose").isFalse();
  }

  @Test
  void aSecondHolderTakesTheLeaseOverAndTheFirstHasNoneToLose() {
    Channel first = open(web);
    Channel second = open(web);
    peers.lease(web, first, "4f2a");

    peers.lease(web, second, "4f2a");

    assertThat(first.isOpen()).isFalse();
    assertThat(peers.release(web, first, "4f2a")).isFalse();
    assertThat(peers.release(web, second, "4f2a")).isTrue();
  }

  @Test
  void theSameIdInAnotherAppIsAnotherLease() {
    Channel ofWeb = open(web);
    Channel ofDb = open(apps.get(1));
    peers.lease(web, ofWeb, "4f2a");
    peers.lease(apps.get(1), ofDb, "4f2a");

    assertThat(ofWeb.isOpen()).isTrue();
  }

  @Test
  void beyondTheLimitTheLongestSilentOneGoes() {
    List<Channel> all = fill(web);
    peers.heard(web, all.get(0));

    Channel late = open(web);

    assertThat(late.isOpen()).isTrue();
    assertThat(all.get(0).isOpen()).isTrue();
    assertThat(all.get(1).isOpen()).isFalse();
    assertThat(peers.count()).isEqualTo(Peers.MOST);
  }

  @Test
  void beyondTheLimitLeasesLast() {
    List<Channel> all = fill(web);
    for (int i = 0; i < Peers.MOST - 1; i++) {
      peers.lease(web, all.get(i), "lease-" + i);
    }
    for (int i = 0; i < 1000; i++) {
      open(web);
    }

    assertThat(all.subList(0, Peers.MOST - 1)).allMatch(Channel::isOpen);
    assertThat(peers.count()).isEqualTo(Peers.MOST);
  }

  @Test
  void whereAllHoldLeasesTheNewcomerGoes() {
    List<Channel> all = fill(web);
    for (int i = 0; i < Peers.MOST; i++) {
      peers.lease(web, all.get(i), "lease-" + i);
    }

    assertThat(open(web).isOpen()).isFalse();
    assertThat(all).allMatch(Channel::isOpen);
  }

  @Test
  void oneAppsLimitIsNotAnothers() {
    List<Channel> all = fill(web);

    open(apps.get(1));

    assertThat(all).allMatch(Channel::isOpen);
    assertThat(peers.count()).isEqualTo(Peers.MOST + 1);
  }

  @Test
  void whoHasGoneCountsNoMore() {
    Channel one = open(web);
    open(web);

    peers.closed(web, one);
    peers.heard(web, one);

    assertThat(peers.count()).isEqualTo(1);
  }

  private List<Channel> fill(App app) {
    List<Channel> all = new ArrayList<>();
    for (int i = 0; i < Peers.MOST; i++) {
      all.add(open(app));
    }
    return all;
  }

  private Channel open(App app) {
    Channel channel = new EmbeddedChannel();
    peers.opened(app, channel);
    return channel;
  }
}
