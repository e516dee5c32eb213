package io.probeagent.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.http.Endpoints.Asked;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class KnownRequestsTest {
  private static final Asked READY = new Asked(new Route(Route.Path.READY, "", false), true);
  private static final Asked LIVE = new Asked(new Route(Route.Path.LIVE, "", false), false);

  private final KnownRequests known = new KnownRequests();

  @Test
  void whatWasLearntIsKnownByAllOfItsBytes() {
    known.learn(bytes("one"), READY);
    known.learn(bytes("other"), LIVE);

    assertThat(find("one")).isEqualTo(READY);
    assertThat(find("other")).isEqualTo(LIVE);
    for (String less : new String[] {"", "o", "on", "one ", "onf", "One"}) {
      assertThat(find(less)).as(less).isNull();
    }
  }

  @Test
  void whatLiesBehindTheLengthDoesNotCount() {
    known.learn(bytes("one"), READY);

    assertThat(known.find(bytes("one and more"), 3)).isEqualTo(READY);
    assertThat(known.find(bytes("one and more"), 4)).isNull();
  }

  @Test
  void theOldestIsForgottenForANewOne() {
    for (int i = 0; i <= KnownRequests.MOST; i++) {
      known.learn(bytes("request " + i), READY);
      known.learn(bytes("request " + i), READY); // what is known takes nobody's place
    }

    assertThat(find("request 0")).isNull();
    for (int i = 1; i <= KnownRequests.MOST; i++) {
      assertThat(find("request " + i)).as("request %d", i).isEqualTo(READY);
    }
  }

  @Test
  void whatIsLongerThanAnyProbeIsNotKept() {
    byte[] most = new byte[KnownRequests.MAX_BYTES];
    Arrays.fill(most, (byte) 'x');
    byte[] more = Arrays.copyOf(most, most.length + 1);
    known.learn(most, READY);
    known.learn(more, READY);

    assertThat(known.find(most, most.length)).isEqualTo(READY);
    assertThat(known.find(more, more.length)).isNull();
  }

  private @org.jspecify.annotations.Nullable Asked find(String text) {
    return known.find(bytes(text), text.length());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
