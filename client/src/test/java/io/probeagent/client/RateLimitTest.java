package io.probeagent.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RateLimitTest {

  @Test
  void letsOneThroughPerInterval() {
    RateLimit limit = new RateLimit(10, -100);
    assertThat(limit.passes(-100)).isTrue();
    assertThat(limit.passes(-91)).isFalse();
    assertThat(limit.passes(-90)).isTrue();
    assertThat(limit.passes(50)).isTrue();
    assertThat(limit.passes(59)).isFalse();
  }
}
