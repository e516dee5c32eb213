package io.probeagent.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.lifecycle.Word;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No request leaves memory behind: what answers are made of is counted to the byte. */
class MemoryTest {
  private final TestSite site = TestSite.ready("--control-token", "0123456789abcdef");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /ready HTTP/1.1",
        "HEAD /ready/app HTTP/1.1",
        "GET /ready?verbose HTTP/1.1",
        "GET /ready HTTP/1.1\r\nAccept: application/json",
        "GET /ready/nobody HTTP/1.1",
        "GET /nothing HTTP/1.1",
        "POST /ready HTTP/1.1",
        "GET /state HTTP/1.1",
        "GET /metrics HTTP/1.1",
        "GET /drain HTTP/1.1",
        "GET /drain HTTP/1.1\r\nAuthorization: Bearer 0123456789abcdef",
        "POST /undrain HTTP/1.1",
        "POST /live HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 0",
        "POST /live HTTP/1.1\r\nContent-Length: 9999",
        "garbage",
        "GET /ready HTTP/1.1\r\n\r\nGET /drain HTTP/1.1\r\n\r\nGET /ready HTTP/1.1",
      })
  void whatARequestTookIsGivenBack(String request) {
    serve(request); // what is kept, is kept from here on
    long before = GivesBack.used();
    for (int i = 0; i < 20; i++) {
      serve(request);
    }

    assertThat(GivesBack.used()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"GET /metrics HTTP/1.1", "GET /drain HTTP/1.1", "GET /ready HTTP/1.1\r\nX"})
  void whoLeavesBeforeItsAnswerLeavesNothingBehind(String request) {
    long before = GivesBack.used();
    for (int i = 0; i < 20; i++) {
      Peer peer = site.connect();
      peer.ask(request);
      peer.leave();
      site.renderPages();
      site.time().pass(Duration.ofSeconds(5));
      peer.received();
    }

    assertThat(GivesBack.used()).isEqualTo(before);
  }

  @Test
  void theAnswersThatAreKeptDoNotGrow() {
    Peer kubelet = site.connect();
    kubelet.ask("GET /ready HTTP/1.1");
    long before = GivesBack.used();
    for (int i = 0; i < 20; i++) {
      site.testPod().says("app", new Word.NotReady());
      assertThat(kubelet.ask("GET /ready HTTP/1.1")).startsWith("HTTP/1.1 503 ");
      site.testPod().says("app", new Word.Ready());
      assertThat(kubelet.ask("GET /ready HTTP/1.1")).startsWith("HTTP/1.1 200 ");
    }

    assertThat(GivesBack.used()).isEqualTo(before);
  }

  private void serve(String request) {
    Peer peer = site.connect();
    StringBuilder answer = new StringBuilder(peer.ask(request));
    site.renderPages();
    site.time().pass(Duration.ofSeconds(5));
    answer.append(peer.received());
    peer.leave();
    assertThat(answer.toString()).startsWith("HTTP/1.1 ");
  }
}
