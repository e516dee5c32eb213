package io.probeagent.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

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
    Line line = waiting();
    time.pass(Connections.PATIENCE.minus(TICK));
    assertThat(line.isOpen()).isTrue();

    time.pass(TICK);
    assertThat(line.isOpen()).isFalse();
    assertThat(connections.size()).isZero();
    assertThat(Connections.PATIENCE).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void everyoneHasTheirOwnTenSeconds() {
    Line first = waiting();
    time.pass(Duration.ofSeconds(4));
    Line second = waiting();
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
    Line first = waiting();
    Line second = waiting();
    Line third = waiting();
    connections.waits(first);

    Line fourth = waiting();
    assertThat(second.isOpen()).isFalse();
    assertThat(List.of(first, third, fourth)).allMatch(Line::isOpen);
    assertThat(connections.size()).isEqualTo(3);
  }

  @Test
  void whereThereIsNoRoomTheOneThatHasWaitedForLongestIsClosed() {
    assertThat(connections.endOldest()).isFalse();
    Line first = waiting();
    Line second = waiting();

    assertThat(connections.endOldest()).isTrue();
    assertThat(first.isOpen()).isFalse();
    assertThat(second.isOpen()).isTrue();
    assertThat(connections.size()).isEqualTo(1);
  }

  @Test
  void whoWaitsAlreadyTakesNobodysPlace() {
    List<Line> all = List.of(waiting(), waiting(), waiting());
    all.forEach(connections::waits);

    assertThat(all).allMatch(Line::isOpen);
  }

  @Test
  void whoIsHeldIsNeitherLateNorTheOldest() {
    Line held = waiting();
    connections.forget(held);
    List<Line> others = List.of(waiting(), waiting(), waiting());

    assertThat(others).allMatch(Line::isOpen);
    time.pass(Duration.ofHours(1));
    assertThat(held.isOpen()).isTrue();
    assertThat(others).noneMatch(Line::isOpen);
  }

  @Test
  void oneTimerServesAllAndNoneIsSetWhileNobodyWaits() {
    assertThat(time.pending()).isZero();
    List<Line> all = new ArrayList<>();
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
    List<Line> all = List.of(waiting(), waiting());
    time.stall(Duration.ofMinutes(1));
    Line fresh = waiting();
    time.pass(Duration.ZERO);

    assertThat(all).noneMatch(Line::isOpen);
    assertThat(fresh.isOpen()).isTrue();
  }

  private Line waiting() {
    Line line = new Line();
    connections.waits(line);
    return line;
  }

  private static final class Line implements Connections.Peer {
    private boolean open = true;

    @Override
    public void close() {
      open = false;
    }

    boolean isOpen() {
      return open;
    }
  }
}
