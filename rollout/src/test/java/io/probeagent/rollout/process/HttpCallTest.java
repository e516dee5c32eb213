package io.probeagent.rollout.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpCallTest {
  @Test
  void readsStatusAndBody() throws IOException {
    String text = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 3\r\n\r\nno\n";
    assertThat(HttpCall.parse(text)).isEqualTo(new HttpCall.Answer(503, "no\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK\r\n",
        "SSH-2.0-OpenSSH_9.2\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\nhalf of it",
      })
  void whatIsNotAWholeAnswerIsNone(String text) {
    assertThatThrownBy(() -> HttpCall.parse(text)).isInstanceOf(EOFException.class);
  }

  @Test
  void aPeerThatIsSilentIsNotWaitedForLongerThanTheLimit() throws IOException {
    try (ServerSocket silent = new ServerSocket()) {
      silent.bind(Ports.loopback(0));
      try (HttpCall call =
          HttpCall.to(Ports.loopback(silent.getLocalPort()), Duration.ofMillis(50))) {
        call.send("GET", "/live", "test");
        assertThatThrownBy(call::answer).isInstanceOf(SocketTimeoutException.class);
      }
    }
  }

  @Test
  void aPortWhereNobodyListensGivesNoAnswer() throws IOException {
    assertThat(new Prober(Ports.free(), Duration.ofSeconds(30)).verdicts())
        .isEqualTo(Verdicts.NONE)
        .hasToString("-/-/-");
  }
}
