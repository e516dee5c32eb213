package io.probeagent.rollout.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.rollout.process.Ports;
import io.probeagent.rollout.process.Probe;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes over the wire, with a server that answers as it is told. */
final class KubeletTest {
  private static final String STALLS = "(stalls)";
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofSeconds(20);

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private volatile String answer = "";
  private final ServerSocket server = new ServerSocket();

  KubeletTest() throws IOException {}

  @BeforeEach
  void listen() throws IOException {
    server.bind(Ports.loopback(0));
    Thread thread = new Thread(this::serve, "server");
    thread.setDaemon(true);
    thread.start();
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  private void serve() {
    try {
      while (true) {
        Socket socket = server.accept();
        open.add(socket);
        requests.add(head(socket.getInputStream()));
        String text = answer.replace("|", "\r\n").replace(STALLS, "");
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        if (!answer.endsWith(STALLS)) {
          socket.close();
        }
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int octet = in.read();
      if (octet < 0) {
        throw new IOException("a request broke off: " + head);
      }
      head.append((char) octet);
    }
    return head.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1 200 OK|Content-Length: 2||ok, 200, 1",
    "HTTP/1.1 200 OK|Content-Length: 2||ok(stalls), 200, 1",
    "HTTP/1.1 200 OK|Transfer-Encoding: chunked||2;x=y|ok|0||(stalls), 200, 1",
    "HTTP/1.0 399 Odd||to the end, 399, 1",
    "HTTP/1.1 204||(stalls), 204, 1",
    "HTTP/1.1 503 No|content-length:3||no., 503, 1",
    "(stalls), 0, 1",
    "HTTP/1.1 200 OK|Content-(stalls), 0, 1",
    "nonsense||, 0, 1",
    "'', 0, 1",
    "HTTP/1.1 200 OK|Content-Length: 3||ok(stalls), thrown away, 3",
    "HTTP/1.1 200 OK||to no end(stalls), thrown away, 3",
    "HTTP/1.1 503 No|Content-Length: 3||ok, thrown away, 3",
    "HTTP/1.1 200 OK|Transfer-Encoding: chunked||2|o(stalls), thrown away, 3",
  })
  void judgesAnAnswer(String text, String outcome, int tries) {
    answer = text;
    ProbeAnswer expected =
        outcome.equals("thrown away")
            ? ProbeAnswer.THROWN_AWAY
            : ProbeAnswer.of(Integer.parseInt(outcome));
    probed(expected, tries);
  }

  /**
   * Only what is waited for in vain has to be short. But a machine that stalls is silent too: with
   * more time, what is true comes out at last.
   */
  private void probed(ProbeAnswer expected, int tries) {
    boolean inVain = expected.code() == 0;
    String said = "";
    for (Duration timeout : inVain ? List.of(SHORT, SHORT.multipliedBy(10), LONG) : List.of(LONG)) {
      requests.clear();
      ProbeAnswer actual = Kubelet.probe(spec(timeout), address());
      int asked = requests.size();
      if (actual.equals(expected) && asked == tries) {
        return;
      }
      said = actual + " after " + asked + " requests";
    }
    assertThat(said).isEqualTo(expected + " after " + tries + " requests");
  }

  @Test
  void asksAsKubeletDoes() {
    answer = "HTTP/1.1 200 OK|Content-Length: 0||";
    Kubelet.probe(spec(LONG), address());
    assertThat(requests)
        .containsExactly(
            "GET /ready HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUser-Agent: kube-probe/1.34\r\n"
                    .formatted(address().getPort())
                + "Accept: */*\r\nConnection: close\r\n\r\n");
  }

  @Test
  void readsNoMoreThanTenKilobytes() {
    answer = "HTTP/1.1 200 OK|Content-Length: 99999||" + "x".repeat(10 * 1024) + STALLS;
    probed(ProbeAnswer.of(200), 1);
    answer = answer.replace("x(stalls)", STALLS);
    probed(ProbeAnswer.THROWN_AWAY, 3);
  }

  @Test
  void nobodyListening() throws IOException {
    server.close();
    assertThat(Kubelet.probe(spec(LONG), address())).isEqualTo(ProbeAnswer.of(0));
    assertThat(hook(LONG).status()).isZero();
    assertThat(hook(LONG).problem()).contains("refused");
  }

  @Test
  void anyStatusOfAHookIsSuccess() {
    answer = "HTTP/1.1 404 Not Found|Content-Length: 0||" + STALLS;
    assertThat(hook(LONG)).isEqualTo(new Machine.HookAnswer(404, ""));
    assertThat(requests.get(0))
        .startsWith("GET /drain HTTP/1.1\r\n")
        .contains("\r\nUser-Agent: kube-lifecycle/1.34\r\n", "\r\nAuthorization: Bearer t\r\n")
        .doesNotContain("Connection:");
  }

  @Test
  void aHookIsGivenUp() {
    answer = STALLS;
    assertThat(hook(SHORT).status()).isZero();
  }

  private Machine.HookAnswer hook(Duration most) {
    Hook hook = new Hook(Target.AGENT, "/drain", Map.of("Authorization", "Bearer t"));
    return Kubelet.hook(hook, address(), most);
  }

  private InetSocketAddress address() {
    return Ports.loopback(server.getLocalPort());
  }

  private static ProbeSpec spec(Duration timeout) {
    return new ProbeSpec(
        Probe.READY, Target.AGENT, "/ready", timeout, timeout, Duration.ZERO, 1, 1);
  }
}
