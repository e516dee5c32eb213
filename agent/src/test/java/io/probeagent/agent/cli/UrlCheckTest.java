package io.probeagent.agent.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.fake.Configs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An address is asked once, as kubelet would. */
@Timeout(60)
final class UrlCheckTest {
  private final Terminal terminal = new Terminal(Configs.of());

  @ParameterizedTest
  @CsvSource({"200", "204", "302", "399"})
  void aYesIsFrom200To399(int status) throws Exception {
    assertThat(asked("HTTP/1.1 " + status + " x\r\nLocation: http://[::1]:1/\r\n\r\n").said())
        .isEqualTo("0|ok|");
  }

  @ParameterizedTest
  @CsvSource({"400", "404", "503"})
  void aNoTellsTheStatus(int status) throws Exception {
    Asked asked = asked("HTTP/1.1 " + status + " x\r\nContent-Length: 2\r\n\r\nno");

    assertThat(asked.said()).isEqualTo("1|" + asked.address() + " answered " + status + "|");
  }

  @Test
  void whatIsNotHttpIsNoAnswer() throws Exception {
    Asked asked = asked("SSH-2.0-x\r\n");

    assertThat(asked.said()).startsWith("1||probe-agent: nobody answers at " + asked.address());
  }

  @Test
  void nobodyIsNamed() throws IOException {
    int port;
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = gone.getLocalPort();
    }
    String address = "http://127.0.0.1:" + port + "/";

    assertThat(terminal.run("check", "url", address))
        .startsWith("1||probe-agent: nobody answers at " + address + ": ");
  }

  private record Asked(String address, String said) {}

  private Asked asked(String answer) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "http://127.0.0.1:" + server.getLocalPort() + "/x?y";
      CompletableFuture<Void> served =
          CompletableFuture.runAsync(
              () -> {
                try (Socket client = server.accept()) {
                  assertThat(client.getInputStream().read()).isEqualTo('G');
                  client.getOutputStream().write(answer.getBytes(US_ASCII));
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      String said = terminal.run("check", "url", address);
      served.get();
      return new Asked(address, said);
    }
  }
}
