package io.probeagent.agent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.probeagent.agent.config.Config.Listen;
import io.probeagent.agent.net.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The port: where it is bound, and when it is served. */
class HttpServerTest {
  private static final Listen ANY = new Listen("", 0);
  private static final String OK = Expected.last("200 OK", "ok\n");

  private final TestSite site = TestSite.ready();

  @ParameterizedTest
  @EnumSource(Transport.class)
  void allAddressesMeansThoseOfIpv4Too(Transport transport) throws IOException {
    try (TestServer server = TestServer.bound(transport, site, ANY)) {
      server.open();

      assertThat(Client.probe(server.address(), "/ready")).isEqualTo(OK);
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void allAddressesMeansThoseOfIpv6Too(Transport transport) throws IOException {
    assumeThat(hasIpv6()).as("this machine has IPv6").isTrue();
    try (TestServer server = TestServer.bound(transport, site, ANY);
        Client client =
            Client.to(new InetSocketAddress(ipv6Loopback(), server.address().getPort()), 0)) {
      server.open();

      assertThat(client.send("GET /ready HTTP/1.1\r\nConnection: close\r\n\r\n").untilEnd())
          .isEqualTo(OK);
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void oneAddressMeansNoOther(Transport transport) throws IOException {
    Listen second = new Listen("127.0.0.2", 0);
    try (TestServer server = TestServer.bound(transport, site, second)) {
      server.open();

      assertThat(server.address().getAddress().getHostAddress()).isEqualTo("127.0.0.2");
      assertThatThrownBy(() -> Client.probe(server.address(), "/ready"))
          .hasRootCauseInstanceOf(ConnectException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void whoConnectsBeforeItIsOpenWaitsAndIsAnswered(Transport transport) throws IOException {
    try (TestServer server = TestServer.bound(transport, site, new Listen("127.0.0.1", 0));
        Client early = Client.to(server.address())) {
      early.send("GET /ready HTTP/1.1\r\nConnection: close\r\n\r\n");
      server.onLoop(() -> true);
      assertThat(server.accepted()).isEmpty();

      server.open();
      assertThat(early.untilEnd()).isEqualTo(OK);
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void aPortInUseIsKnownAtOnce(Transport transport) throws IOException {
    for (String host : new String[] {"127.0.0.1", "0.0.0.0"}) {
      try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName(host))) {
        Listen same = new Listen("", other.getLocalPort());

        assertThatThrownBy(() -> TestServer.bound(transport, site, same))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("Address already in use");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void aPortInUseOnIpv6AloneIsNoReasonToServeIpv4Alone(Transport transport) throws IOException {
    assumeThat(hasIpv6()).as("this machine has IPv6").isTrue();
    try (ServerSocket other = new ServerSocket(0, 1, ipv6Loopback())) {
      Listen same = new Listen("", other.getLocalPort());

      assertThatThrownBy(() -> TestServer.bound(transport, site, same).close())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("Address already in use");
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void anAddressOfAnotherMachineIsRefused(Transport transport) {
    assertThatThrownBy(() -> TestServer.bound(transport, site, new Listen("192.0.2.1", 0)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Cannot assign requested address");
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void aClosedPortRefuses(Transport transport) throws IOException {
    try (TestServer server = TestServer.open(transport, site)) {
      assertThat(server.probe("/ready")).isEqualTo(OK);
      server.closePort();

      assertThatThrownBy(() -> server.probe("/ready"))
          .isInstanceOf(UncheckedIOException.class)
          .hasRootCauseInstanceOf(SocketException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void thePortCanBeBoundAgainAtOnce(Transport transport) throws IOException {
    InetSocketAddress address;
    try (TestServer server = TestServer.open(transport, site);
        Client kept = server.connect()) {
      address = server.address();
      assertThat(kept.send("GET /ready HTTP/1.1\r\n\r\n").answer()).startsWith("HTTP/1.1 200 ");
    }

    Listen same = new Listen("127.0.0.1", address.getPort());
    try (TestServer server = TestServer.bound(transport, site, same)) {
      server.open();
      assertThat(server.probe("/ready")).isEqualTo(OK);
    }
  }

  private static boolean hasIpv6() {
    try (ServerSocket socket = new ServerSocket(0, 1, ipv6Loopback())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private static InetAddress ipv6Loopback() throws IOException {
    byte[] one = new byte[16];
    one[15] = 1;
    return Inet6Address.getByAddress(one);
  }
}
