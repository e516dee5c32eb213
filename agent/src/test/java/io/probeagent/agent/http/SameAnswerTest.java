package io.probeagent.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.net.Transport;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What bytes mean does not depend on whether they were seen before, nor on the transport. */
class SameAnswerTest {
  private static final int ROUNDS = 400;
  private static final long SEED = 20261124;
  private static final String ALPHABET = "GET HADready/live?&=:;,\r\n\t \0\u00ff1.0xclose";
  private static final List<String> SEEDS =
      List.of(
          "GET /ready HTTP/1.1\r\nUser-Agent: kube-probe/1.34\r\nConnection: close\r\n\r\n",
          "GET /live/web HTTP/1.1\r\nConnection: close\r\n\r\n",
          "GET /startupz HTTP/1.0\r\n\r\n",
          "GET http://pod/ready HTTP/1.1\r\nconnection: Close\r\nContent-Length: 2\r\n\r\nab",
          "GET /ready HTTP/1.1\r\nConnection: close\r\n\r\nGET /live HTTP/1.1\r\n\r\n",
          "GET /ready HTTP/1.1\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n");

  private final TestSite site = TestSite.ready("--apps", "web,worker");
  private final Random random = new Random(SEED);

  @Test
  void everyAnswerIsThatOfTheDecoder() throws IOException {
    int known = 0;
    try (TestServer learning = TestServer.open(Transport.EPOLL, site);
        TestServer reading = TestServer.open(Transport.NIO, site)) {
      for (int round = 0; round < ROUNDS; round++) {
        String request = mutated(SEEDS.get(round % SEEDS.size()), round / SEEDS.size() % 4);
        String expected = ask(reading, request);
        assertThat(ask(learning, request)).as("the first time: %s", request).isEqualTo(expected);
        int channels = learning.accepted().size();
        assertThat(ask(learning, request)).as("the second: %s", request).isEqualTo(expected);
        known += learning.accepted().size() == channels ? 1 : 0;
      }
    }

    assertThat(known).as("requests that were known").isBetween(ROUNDS / 8, ROUNDS * 7 / 8);
  }

  private String mutated(String request, int times) {
    StringBuilder text = new StringBuilder(request);
    for (int i = 0; i < times; i++) {
      int at = random.nextInt(text.length());
      char other = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
      switch (random.nextInt(3)) {
        case 0 -> text.setCharAt(at, other);
        case 1 -> text.insert(at, other);
        default -> text.deleteCharAt(at);
      }
    }
    return text.toString();
  }

  private static String ask(TestServer server, String request) {
    try (Client client = server.connect()) {
      return client.send(request).endOutput().untilEnd();
    }
  }
}
