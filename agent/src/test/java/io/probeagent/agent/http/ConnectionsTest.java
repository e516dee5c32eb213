package io.probeagent.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import io.probeagent.agent.metrics.Counters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
  private static final Duration TICK = Duration.ofNanos(1);

  private final FakeTime time = new FakeTime();
  private final Connections connections = new Connections(3, time, time::nanos, new Counters());

  @Test
  void whoSendsNoWholeRequestInTenSecondsIsClosed() {
    Channel channel = waiting();
    time.pass(Connections.PATIENCE.minus(TICK));
    assertThat(channel.isOpen()).isTrue();

    time.pass(TICK);
    assertThat(channel.isOpen()).isFalse();
    assertThat(connections.size()).isZero();
    assertThat(Connections.PATIENCE).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void everyoneHasTheirOwnTenSeconds() {
    Channel first = waiting();
    time.pass(Duration.ofSeconds(4));
    Channel second = waiting();
    time.pass(Duration.ofSeconds(4));
    connections.waits(first);

    time.pass(Duration.ofSeconds(6).minus(TICK));
    assertThat(second.isOpen()).isTrue();
    time.pass(TICK);
    assertThat(second.isOpen()).isFalse();
    assertThat(first.isOpen()).isTrue();
    time.pass(Duration.ofSeconds(4));
    assertThat(first.isOpen()).isFalse();
  }

  @Test
  void beyondTheCapTheOneThatHasWaitedForLongestIsClosed() {
    Channel first = waiting();
    Channel second = waiting();
    Channel third = waiting();
    connections.waits(first);

    Channel fourth = waiting();
    assertThat(second.isOpen()).isFalse();
    assertThat(List.of(first, third, fourth)).allMatch(Channel::isOpen);
    assertThat(connections.size()).isEqualTo(3);
  }

  @Test
  void whoWaitsAlreadyTakesNobodysPlace() {
    List<Channel> all = List.of(waiting(), waiting(), waiting());
    all.forEach(connections::waits);

    assertThat(all).allMatch(Channel::isOpen);
  }

  @Test
  void whoIsHeldIsNeitherLateNorTheOldest() {
    Channel held = waiting();
    connections.forget(held);
    List<Channel> others = List.of(waiting(), waiting(), waiting());

    assertThat(others).allMatch(Channel::isOpen);
    time.pass(Duration.ofHours(1));
    assertThat(held.isOpen()).isTrue();
    assertThat(others).noneMatch(Channel::isOpen);
  }

  @Test
  void oneTimerServesAllAndNoneIsSetWhileNobodyWaits() {
    assertThat(time.pending()).isZero();
    List<Channel> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      all.add(waiting());
      time.pass(Duration.ofMillis(10));
      assertThat(time.pending()).isEqualTo(1);
    }

    all.forEach(connections::forget);
    time.pass(Connections.PATIENCE);
    assertThat(time.pending()).isZero();
  }

  @Test
  void aLateTimerClosesAllThatAreLate() {
    List<Channel> all = List.of(waiting(), waiting());
    time.stall(Duration.ofMinutes(1));
    Channel fresh = waiting();
    time.pass(Duration.ZERO);

    assertThat(all).noneMatch(Channel::isOpen);
    assertThat(fresh.isOpen()).isTrue();
  }

  private Channel waiting() {
    Channel channel = new EmbeddedChannel();
    connections.waits(channel);
    return channel;
  }
}
