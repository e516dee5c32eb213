package io.probeagent.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.probeagent.agent.lifecycle.Word;
import io.probeagent.agent.net.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that are answered without becoming a channel, and those that become one. */
class EpollDoorTest {
  private static final String PROBE =
      String.join(
          "\r\n",
          "GET /ready HTTP/1.1",
          "Host: 10.0.0.7:9810",
          "User-Agent: kube-probe/1.34",
          "Accept: */*",
          "Connection: close",
          "",
          "");
  private static final String OK = Expected.last("200 OK", "ok\n");
  private static final String COUNT = "probe_agent_http_answers_total{code=\"200\",path=\"ready\"}";

  private final TestSite site = TestSite.ready("--control-token", "0123456789abcdef");

  @Test
  void theSameProbeIsReadOnlyOnce() throws IOException {
    try (TestServer server = TestServer.open(Transport.EPOLL, site)) {
      for (int i = 0; i < 5; i++) {
        assertThat(ask(server, PROBE)).isEqualTo(OK);
      }

      assertThat(server.accepted()).as("channels").hasSize(1);
      assertThat(server.onLoop(() -> site.metric(COUNT))).isEqualTo("5.0");
      assertThat(server.onLoop(() -> site.time().pending())).as("timers").isLessThan(2);
    }
  }

  @Test
  void whatIsKnownIsTheQuestionAndNotTheAnswer() throws IOException {
    try (TestServer server = TestServer.open(Transport.EPOLL, site)) {
      ask(server, PROBE);
      says(server, new Word.NotReady());
      assertThat(ask(server, PROBE))
          .isEqualTo(Expected.last("503 Service Unavailable", "app not ready: READY=0\n"));

      says(server, new Word.Ready());
      assertThat(ask(server, PROBE)).isEqualTo(OK);
      assertThat(server.accepted()).hasSize(1);
    }
  }

  @Test
  void whatKubeletWasToldCountsForTheDrain() throws IOException {
    try (TestServer server = TestServer.open(Transport.EPOLL, site);
        Client hook = server.connect()) {
      ask(server, PROBE);
      hook.send("GET /drain HTTP/1.1\r\nAuthorization: Bearer 0123456789abcdef\r\n\r\n");
      server.await(
          "the drain", () -> site.pod().view(site.pod().apps().get(0)).state().drain() != null);
      for (int i = 0; i < 3; i++) {
        assertThat(ask(server, PROBE)).startsWith("HTTP/1.1 503 ");
      }
      server.pass(Duration.ofSeconds(5));

      assertThat(hook.answer()).contains("\"seen\":true,\"not_ready_answers\":3,");
      assertThat(server.accepted()).as("the first probe, and the hook").hasSize(2);
    }
  }

  @Test
  void whoSaysLateWhatIsKnownIsAnsweredToo() throws IOException {
    try (TestServer server = TestServer.open(Transport.EPOLL, site);
        Client late = server.connect()) {
      ask(server, PROBE);
      server.await("it waits", () -> site.endpoints().connections() == 1);

      assertThat(late.send(PROBE).untilEnd()).isEqualTo(OK);
      assertThat(server.accepted()).hasSize(1);
      server.await("it is forgotten", () -> site.endpoints().connections() == 0);
    }
  }

  @Test
  void aProbeInPiecesIsReadPieceByPiece() throws IOException {
    try (TestServer server = TestServer.open(Transport.EPOLL, site);
        Client slow = server.connect()) {
      ask(server, PROBE);
      slow.send(PROBE.substring(0, 30));
      server.await("it is a channel", () -> server.accepted().size() == 2);

      assertThat(slow.send(PROBE.substring(30)).untilEnd()).isEqualTo(OK);
    }
  }

  @Test
  void theFirstPieceBuysNoTime() throws IOException {
    try (TestServer server = TestServer.open(Transport.EPOLL, site);
        Client slow = server.connect()) {
      server.await("it waits", () -> site.endpoints().connections() == 1);
      server.pass(Duration.ofSeconds(9));
      slow.send("G");
      server.await("it is a channel", () -> server.accepted().size() == 1);
      server.pass(Duration.ofSeconds(1));

      assertThat(slow.untilEnd()).isEmpty();
      server.await("it is closed", () -> !server.accepted().get(0).isOpen());
      assertThat(server.onLoop(() -> site.endpoints().connections())).isZero();
    }
  }

  @Test
  void whoLeavesBeforeItSaysAnythingIsForgotten() throws IOException {
    try (TestServer server = TestServer.open(Transport.EPOLL, site)) {
      Client reset = server.connect();
      Client ended = server.connect();
      server.await("they wait", () -> site.endpoints().connections() == 2);
      reset.reset();
      ended.close();

      server.await("they are forgotten", () -> site.endpoints().connections() == 0);
      assertThat(server.accepted()).isEmpty();
    }
  }

  @Test
  void theAnswerWaitsForWhatHasToBeAskedFor() throws IOException {
    Queue<Runnable> asked = new ArrayDeque<>();
    try (TestServer server = TestServer.open(Transport.EPOLL, site);
        Client client = server.connect();
        Client gone = server.connect()) {
      ask(server, PROBE);
      site.refreshBy((apps, then) -> asked.add(then));
      client.send(PROBE);
      gone.send(PROBE);
      server.await("both are asked about", () -> asked.size() == 2);
      client.send("what comes meanwhile is not looked at");
      gone.reset();

      says(server, new Word.NotReady());
      run(server, asked);
      assertThat(client.answer()).startsWith("HTTP/1.1 503 ");
      assertThat(server.onLoop(() -> site.endpoints().connections())).isZero();
      assertThat(server.accepted()).hasSize(1);
    }
  }

  @Test
  void whoIsCutWhileItWaitsForAnAnswerGetsNone() throws IOException {
    Queue<Runnable> asked = new ArrayDeque<>();
    try (TestServer server = TestServer.open(Transport.EPOLL, site);
        Client client = server.connect()) {
      ask(server, PROBE);
      site.refreshBy((apps, then) -> asked.add(then));
      client.send(PROBE);
      server.await("it is asked about", () -> asked.size() == 1);
      server.pass(Duration.ofSeconds(10));

      assertThat(client.untilEnd()).isEmpty();
      run(server, asked);
      assertThat(server.onLoop(() -> site.metric(COUNT))).isEqualTo("2.0");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /ready HTTP/1.1\r\nX: y\r\n\r\n",
        "HEAD /ready HTTP/1.1\r\nConnection: close\r\n\r\n",
        "GET /ready?verbose HTTP/1.1\r\nConnection: close\r\n\r\n",
        "GET /ready HTTP/1.1\r\nAccept: application/json\r\nConnection: close\r\n\r\n",
        "GET /ready HTTP/1.1\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n",
        "GET /ready/nobody HTTP/1.1\r\nConnection: close\r\n\r\n",
        "GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n",
        "GET /ready HTTP/1.1\r\n\r\nGET /live HTTP/1.1\r\nConnection: close\r\n\r\n",
        "GET /ready HTTP/1.1\r\nContent-Length: x\r\nConnection: close\r\n\r\n"
      })
  void anythingElseIsReadAnew(String request) throws IOException {
    try (TestServer server = TestServer.open(Transport.EPOLL, site)) {
      String first = ask(server, request);

      assertThat(first).startsWith("HTTP/1.1 ");
      assertThat(ask(server, request)).isEqualTo(first);
      assertThat(server.accepted()).hasSize(2);
    }
  }

  @Test
  void aRequestThatIsNotReadAnewIsClosedAsOneThatIs() throws IOException {
    try (TestServer server = TestServer.open(Transport.EPOLL, site)) {
      ask(server, PROBE);
      for (int i = 0; i < 100; i++) {
        assertThat(ask(server, PROBE)).isEqualTo(OK); // and no reset
      }
      assertThat(server.accepted()).noneMatch(Channel::isOpen);
    }
  }

  private void says(TestServer server, Word word) {
    server.onLoop(
        () -> {
          site.testPod().says("app", word);
          return true;
        });
  }

  private static void run(TestServer server, Queue<Runnable> asked) {
    server.onLoop(
        () -> {
          asked.forEach(Runnable::run);
          return true;
        });
  }

  /** Sends it in one piece, and no more; all that is answered. */
  private static String ask(TestServer server, String request) {
    try (Client client = server.connect()) {
      return client.send(request).endOutput().untilEnd();
    }
  }
}
