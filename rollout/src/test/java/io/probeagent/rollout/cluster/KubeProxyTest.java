package io.probeagent.rollout.cluster;

import static io.probeagent.rollout.record.Moment.ENDPOINT_ADDED;
import static io.probeagent.rollout.record.Moment.ENDPOINT_REMOVED;
import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.rollout.process.Ports;
import io.probeagent.rollout.traffic.Endpoint;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class KubeProxyTest {
  private static final Endpoint A = new Endpoint("a", Ports.loopback(1));
  private static final Endpoint B = new Endpoint("b", Ports.loopback(2));
  private static final Conditions READY = Conditions.of(true, false);
  private static final Conditions LEAVING = Conditions.of(true, true);
  private static final Conditions LEFT = Conditions.of(false, true);

  private final FakeLoop loop = new FakeLoop();
  private final Story story = new Story();
  private Duration lag = Duration.ofMillis(100);
  private int index;
  private int told;
  private final KubeProxy proxy =
      new KubeProxy(loop, story, () -> lag, count -> index % count, () -> told++);

  @Test
  void seesAllChangesLate() {
    proxy.changed(A, READY);
    loop.pass(99);
    assertThat(proxy.pick()).isEmpty();
    loop.pass(1);
    assertThat(proxy.pick()).contains(A);
    assertThat(proxy.seesReady("a")).isTrue();

    proxy.changed(B, READY);
    proxy.changed(A, LEAVING);
    loop.pass(99);
    assertThat(proxy.pick()).contains(A);
    loop.pass(1);
    assertThat(proxy.pick()).contains(B);
    assertThat(story.moments("a")).containsExactly(ENDPOINT_ADDED, ENDPOINT_REMOVED);
    assertThat(story.at("a", ENDPOINT_ADDED)).isEqualTo(100_000_000);
    assertThat(story.at("a", ENDPOINT_REMOVED)).isEqualTo(200_000_000);
    assertThat(told).isEqualTo(3);
  }

  @Test
  void picksAmongAllReadyOnes() {
    proxy.changed(A, READY);
    proxy.changed(B, READY);
    loop.pass(100);
    assertThat(proxy.pick()).contains(A);
    index = 1;
    assertThat(proxy.pick()).contains(B);
  }

  @Test
  void fallsBackToWhatStillServes() {
    lag = Duration.ZERO;
    proxy.changed(A, READY);
    proxy.changed(A, LEAVING);
    assertThat(proxy.pick()).contains(A);
    proxy.changed(A, LEFT);
    assertThat(proxy.pick()).isEmpty();
    proxy.changed(B, Conditions.of(false, false));
    assertThat(proxy.pick()).isEmpty();
    proxy.changed(A, LEAVING);
    proxy.changed(B, READY);
    index = 1;
    assertThat(proxy.pick()).contains(B);
    assertThat(story.moments("a")).containsExactly(ENDPOINT_ADDED, ENDPOINT_REMOVED);
  }

  @Test
  void neverGoesBackToSomethingOlder() {
    proxy.changed(A, READY);
    lag = Duration.ofMillis(10);
    proxy.changed(A, LEFT);
    loop.pass(1000);
    assertThat(proxy.pick()).isEmpty();
    assertThat(story.moments("a")).isEmpty();
  }

  @Test
  void sendsToWhatIsLongGoneWhileItDoesNotKnow() {
    proxy.changed(A, READY);
    loop.pass(100);
    lag = Duration.ofSeconds(60);
    proxy.changed(A, Conditions.NONE);
    loop.pass(59_999);
    assertThat(proxy.pick()).contains(A);
    loop.pass(1);
    assertThat(proxy.pick()).isEmpty();
  }
}
