package io.probeagent.agent.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.probeagent.agent.lifecycle.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The kernel's own table, of real sockets. What a call has done to them is in it at once. */
@Timeout(60)
final class KernelTableTest {
  private static final Path NET = Path.of("/proc/self/net");

  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  @BeforeEach
  void isLinux() {
    assumeTrue(Files.exists(NET.resolve("tcp")), "this kernel has no /proc/self/net/tcp");
  }

  @AfterEach
  void close() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }

  @Test
  void aListenerIsSeenAndSoIsItsEnd() throws IOException {
    ServerSocketChannel server = listen("127.0.0.1", 0, 50);
    int port = port(server);
    Ports first = look(port);
    assertThat(first.closed()).isEmpty();
    assertThat(first.sockets()).hasSize(1);
    assertThat(first.connections()).isZero();

    server.close();
    assertThat(look(port)).isEqualTo(new Ports(List.of(port), List.of(), 0));

    listen("127.0.0.1", port, 50);
    assertThat(look(port).sockets()).as("its successor").hasSize(1).isNotEqualTo(first.sockets());
  }

  @Test
  void aPortThatIsBoundButNotListenedOnIsClosed() throws IOException {
    SocketChannel bound = opened(SocketChannel.open());
    bound.bind(at("127.0.0.1", 0));
    int port = ((InetSocketAddress) bound.getLocalAddress()).getPort();
    assertThat(look(port).closed()).containsExactly(port);
  }

  @Test
  void aConnectionWithinThePodCountsOnceAndForOneSide() throws IOException {
    ServerSocketChannel server = listen("127.0.0.1", 0, 50);
    SocketChannel client = connect(server);
    opened(server.accept());
    assertThat(look(port(server)).connections()).isEqualTo(1);
    assertThat(look(((InetSocketAddress) client.getLocalAddress()).getPort()).sockets()).isEmpty();
  }

  @Test
  void aConnectionThatIsNotAcceptedYetCounts() throws IOException {
    ServerSocketChannel server = listen("127.0.0.1", 0, 50);
    for (int i = 0; i < 20; i++) {
      connect(server);
    }
    assertThat(look(port(server)).connections()).isEqualTo(20);
  }

  @Test
  void aClientThatHasClosedItsHalfStillWaits() throws IOException {
    ServerSocketChannel server = listen("127.0.0.1", 0, 50);
    SocketChannel client = connect(server);
    SocketChannel accepted = opened(server.accept());
    client.shutdownOutput();
    accepted.read(java.nio.ByteBuffer.allocate(1)); // the end has come
    assertThat(look(port(server)).connections()).isEqualTo(1);
    accepted.close();
    assertThat(look(port(server)).connections()).as("answered, and closed").isZero();
  }

  @Test
  void aServerThatHasClosedItsHalfHasAnswered() throws IOException {
    ServerSocketChannel server = listen("127.0.0.1", 0, 50);
    connect(server);
    opened(server.accept()).shutdownOutput();
    assertThat(look(port(server)).connections()).isZero();
  }

  @Test
  void connectionsOutliveTheirListener() throws IOException {
    ServerSocketChannel server = listen("127.0.0.1", 0, 50);
    int port = port(server);
    connect(server);
    SocketChannel accepted = opened(server.accept());
    server.close();
    assertThat(look(port)).isEqualTo(new Ports(List.of(port), List.of(), 1));
    accepted.close();
    assertThat(look(port).connections()).isZero();
  }

  @Test
  void aServerOfIpv6AloneIsSeen() throws IOException {
    hasIpv6();
    ServerSocketChannel server = listen("::1", 0, 50);
    SocketChannel client = opened(SocketChannel.open(StandardProtocolFamily.INET6));
    client.connect(at("::1", port(server)));
    Ports seen = look(port(server));
    assertThat(seen.sockets()).hasSize(1);
    assertThat(seen.connections()).isEqualTo(1);
  }

  @Test
  void aServerOfBothCountsTheConnectionsOfBoth() throws IOException {
    hasIpv6();
    ServerSocketChannel server = listen("::", 0, 50);
    for (String address : new String[] {"127.0.0.1", "::1"}) {
      opened(SocketChannel.open()).connect(at(address, port(server)));
    }
    Ports seen = look(port(server));
    assertThat(seen.sockets()).as("one socket").hasSize(1);
    assertThat(seen.connections()).isEqualTo(2);
  }

  @Test
  void everyListenerOfAPortIsSeen() throws IOException {
    ServerSocketChannel one = listen("127.0.0.1", 0, 50);
    ServerSocketChannel other = listen("127.0.0.2", port(one), 50);
    assertThat(look(port(one)).sockets()).hasSize(2);
    one.close();
    assertThat(look(port(other)).sockets()).hasSize(1);
    assertThat(look(port(other)).closed()).isEmpty();
  }

  private static Ports look(int port) throws IOException {
    TcpTable table = new TcpFiles(NET).read(Set.of(port));
    assertThat(table.isWhole()).as("every line is understood").isTrue();
    return table.of(List.of(port));
  }

  private ServerSocketChannel listen(String address, int port, int backlog) throws IOException {
    ServerSocketChannel server =
        opened(
            address.contains(":")
                ? ServerSocketChannel.open(StandardProtocolFamily.INET6)
                : ServerSocketChannel.open(StandardProtocolFamily.INET));
    return server.bind(at(address, port), backlog);
  }

  private SocketChannel connect(ServerSocketChannel server) throws IOException {
    SocketChannel client = opened(SocketChannel.open(StandardProtocolFamily.INET));
    client.connect(at("127.0.0.1", port(server)));
    return client;
  }

  private <T extends AutoCloseable> T opened(T resource) {
    open.push(resource);
    return resource;
  }

  private static InetSocketAddress at(String address, int port) throws IOException {
    return new InetSocketAddress(InetAddress.getByName(address), port);
  }

  private static int port(ServerSocketChannel server) throws IOException {
    return ((InetSocketAddress) server.getLocalAddress()).getPort();
  }

  private static void hasIpv6() throws IOException {
    try (ServerSocketChannel probe = ServerSocketChannel.open(StandardProtocolFamily.INET6)) {
      probe.bind(at("::1", 0));
    } catch (IOException | UnsupportedOperationException e) {
      assumeTrue(false, "there is no address ::1 here: " + e);
    }
  }
}
