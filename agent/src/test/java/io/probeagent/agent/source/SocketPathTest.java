package io.probeagent.agent.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.probeagent.agent.config.Config;
import io.probeagent.agent.fake.LineClient;
import io.probeagent.agent.net.Transport;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The socket is at its path, with its mode, for as long as nobody else is. */
@Timeout(60)
@ParameterizedClass
@EnumSource(Transport.class)
final class SocketPathTest {
  private final Transport transport;
  @TempDir private Path dir;

  SocketPathTest(Transport transport) {
    this.transport = transport;
  }

  @Test
  void everybodyMayConnectUnlessTheModeSaysElse() throws IOException {
    for (String mode : new String[] {"0666", "0660", "0600", "0777"}) {
      try (SocketBench bench = SocketBench.open(dir, transport, "PROBE_SOCKET_MODE=" + mode)) {
        Object set = Files.getAttribute(bench.app.config().socket(), "unix:mode");
        assertThat(Integer.toOctalString((Integer) set & 0777)).isEqualTo(mode.substring(1));
      }
    }
    assertThat(PosixFilePermissions.toString(SocketPath.permissions(0654))).isEqualTo("rw-r-xr--");
  }

  @Test
  void whatIsBoundIsNotBoundAgain() throws IOException {
    try (SocketBench bench = SocketBench.open(dir, transport)) {
      assertThat(bench.socket.bind()).isFalse();
    }
  }

  @Test
  void aPathThatWasRemovedIsBoundAgainAndConnectionsStay() throws IOException {
    try (SocketBench bench = SocketBench.open(dir, transport);
        LineClient old = bench.connect()) {
      old.say("INSTANCE=4f2a", "READY=1");
      Files.delete(bench.app.config().socket());

      assertThat(bench.socket.bind()).isTrue();

      try (LineClient fresh = bench.connect()) {
        assertThat(fresh.ask("CHECK x")).isEqualTo("OK check app x");
      }
      assertThat(old.ask("READY=0")).isEqualTo("OK");
    }
  }

  @Test
  void whatLiesThereInsteadIsReplaced() throws IOException {
    try (SocketBench bench = SocketBench.open(dir, transport)) {
      Files.delete(bench.app.config().socket());
      Files.writeString(bench.app.config().socket(), "not a socket");

      assertThat(bench.socket.bind()).isTrue();
      bench.connect().close();
    }
  }

  @Test
  void whatADeadAgentLeftIsReplacedWithoutAWord() throws IOException {
    ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    dead.bind(UnixDomainSocketAddress.of(dir.resolve("signal.sock")));
    dead.close();
    assertThat(dir.resolve("signal.sock")).exists();

    try (SocketBench bench = SocketBench.open(dir, transport)) {
      bench.connect().close();
      assertThat(bench.errors).isEmpty();
    }
  }

  @Test
  void anotherListenerIsTakenOverAtFirst() throws IOException {
    Path path = dir.resolve("signal.sock");
    try (ServerSocketChannel other = listen(path);
        SocketBench bench = SocketBench.open(dir, transport);
        LineClient client = bench.connect()) {
      assertThat(client.ask("CHECK x")).isEqualTo("OK check app x");
      assertThat(bench.errors)
          .containsExactly("taken_over: another process listens on " + path + "; it is taken over");
      assertThat(other.isOpen()).isTrue();
    }
  }

  @Test
  void anotherListenerIsLeftAloneLater() throws IOException {
    Path path = dir.resolve("signal.sock");
    try (SocketBench bench = SocketBench.open(dir, transport)) {
      Files.delete(path);
      try (ServerSocketChannel other = listen(path)) {
        Object inode = Files.getAttribute(path, "unix:ino");
        assertThatThrownBy(() -> bench.socket.bind())
            .isInstanceOf(IOException.class)
            .hasMessage("another process listens on " + path + "; it is left to it");
        assertThat(Files.getAttribute(path, "unix:ino")).isEqualTo(inode);
        assertThat(other.isOpen()).isTrue();
      }
      assertThat(bench.socket.bind()).as("once it is gone").isTrue();
    }
  }

  @Test
  void theFolderOfTheAgentIsNotBoundThroughALink() throws IOException {
    Path elsewhere = Files.createDirectory(dir.resolve("elsewhere"));
    Files.createSymbolicLink(dir.resolve(".agent"), elsewhere);

    try (SocketBench bench = new SocketBench(dir, transport, Set.of(), Runnable::run)) {
      assertThatThrownBy(() -> bench.socket.bind()).hasMessageContaining("is not a folder");
      assertThat(elsewhere).isEmptyDirectory();
    }
  }

  @Test
  void aLinkInPlaceOfTheAppsFolderIsNotFollowed() throws IOException {
    Path elsewhere = Files.createDirectory(dir.resolve("elsewhere"));
    Path app = Files.createSymbolicLink(dir.resolve("app"), elsewhere);

    try (SocketBench bench = new SocketBench(app, transport, Set.of(), Runnable::run)) {
      assertThat(bench.socket.bind()).isFalse();
      assertThat(elsewhere).isEmptyDirectory();
    }
  }

  @Test
  void aFolderThatIsMissingIsWaitedFor() throws IOException {
    Path late = dir.resolve("late");
    try (SocketBench bench = new SocketBench(late, transport, Set.of(), Runnable::run)) {
      assertThat(bench.socket.bind()).isFalse();
      Files.createDirectory(late);

      assertThat(bench.socket.bind()).isTrue();
    }
  }

  @Test
  void theLongestPathCanBeBound() throws IOException {
    int length = Config.App.MAX_SOCKET_PATH - "/s".length();
    String name = "d".repeat(length - dir.toString().length() - 1);
    Path longest = Files.createDirectory(dir.resolve(name));
    assertThat(longest.toString()).hasSize(length);

    try (SocketBench bench =
        SocketBench.open(longest, transport, "PROBE_SOCKET=s", "PROBE_NOTIFY_SOCKET=n")) {
      bench.connect().close();
    }
  }

  @Test
  void closingRemovesThePathAndIsFinal() throws IOException {
    SocketBench bench = SocketBench.open(dir, transport);
    bench.close();

    assertThat(dir.resolve("signal.sock")).doesNotExist();
    assertThat(bench.socket.bind()).isFalse();
    assertThat(dir.resolve("signal.sock")).doesNotExist();
  }

  @Test
  void closingLeavesASuccessorsPathAlone() throws IOException {
    SocketBench old = SocketBench.open(dir, transport);
    try (SocketBench successor = SocketBench.open(dir, transport)) {
      old.close();

      successor.connect().close();
      assertThat(successor.socket.bind()).isFalse();
    }
  }

  private static ServerSocketChannel listen(Path path) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(path));
    return server;
  }
}
