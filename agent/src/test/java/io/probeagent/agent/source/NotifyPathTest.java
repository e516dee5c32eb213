package io.probeagent.agent.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.probeagent.agent.config.Config;
import io.probeagent.agent.fake.NotifySender;
import io.probeagent.agent.net.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The datagram socket is at its path, with its mode, for as long as nobody else is. */
@Timeout(60)
final class NotifyPathTest {
  @TempDir private Path dir;
  private EventLoopGroup others;
  private final List<AutoCloseable> open = new ArrayList<>();

  @BeforeEach
  void needs() {
    others = Transport.best().oneLoop();
    assumeThat(Epoll.isAvailable()).as("unix datagrams need epoll").isTrue();
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
    others.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  @Test
  void everybodyMaySendUnlessTheModeSaysElse() throws IOException {
    for (String mode : new String[] {"0666", "0660", "0600", "0777"}) {
      try (NotifyBench bench = NotifyBench.open(dir, "PROBE_SOCKET_MODE=" + mode)) {
        Object set = Files.getAttribute(bench.path(), "unix:mode");
        assertThat(Integer.toOctalString((Integer) set & 0777)).isEqualTo(mode.substring(1));
      }
    }
  }

  @Test
  void whatIsBoundIsNotBoundAgain() throws IOException {
    NotifyBench bench = bound();
    Object inode = Files.getAttribute(bench.path(), "unix:ino");

    assertThat(bench.socket.bind()).isFalse();
    bench.socket.tend();
    assertThat(Files.getAttribute(bench.path(), "unix:ino")).isEqualTo(inode);
    assertThat(bench.errors).isEmpty();
  }

  @Test
  void aPathThatWasRemovedIsBoundAgainAndWhoIsConnectedIsStillHeard() throws Exception {
    NotifyBench bench = bound();
    NotifySender connected = opened(NotifySender.connected(bench.path()));
    NotifySender sender = opened(NotifySender.open());
    Files.delete(bench.path());

    assertThat(bench.socket.bind()).isTrue();

    sender.send(bench.path(), "STATUS=one");
    bench.awaitStatus("one");
    connected.send("STATUS=two");
    bench.awaitStatus("two");
  }

  @Test
  void onlyAFewSocketsThatWereReplacedStayOpen() throws Exception {
    NotifyBench bench = bound();
    NotifySender first = opened(NotifySender.connected(bench.path()));
    for (int i = 0; i < 4; i++) {
      Files.delete(bench.path());
      assertThat(bench.socket.bind()).isTrue();
    }
    first.send("STATUS=here");
    bench.awaitStatus("here");

    Files.delete(bench.path());
    assertThat(bench.socket.bind()).isTrue();
    bench.read(); // by now the old one is closed
    assertThatThrownBy(() -> first.send("STATUS=late")).hasMessageContaining("refused");
  }

  @Test
  void whatLiesThereInsteadIsReplaced() throws Exception {
    NotifyBench bench = bound();
    Files.delete(bench.path());
    Files.writeString(bench.path(), "not a socket");

    assertThat(bench.socket.bind()).isTrue();
    opened(NotifySender.open()).send(bench.path(), "STATUS=x");
    bench.awaitStatus("x");
  }

  @Test
  void whatADeadAgentLeftIsReplacedWithoutAWord() throws Exception {
    other(dir.resolve("notify.sock")).close().sync();
    assertThat(dir.resolve("notify.sock")).exists();

    NotifyBench bench = bound();

    opened(NotifySender.open()).send(bench.path(), "STATUS=x");
    bench.awaitStatus("x");
    assertThat(bench.errors).isEmpty();
  }

  @Test
  void anotherReceiverIsTakenOverAtFirst() throws Exception {
    Path path = dir.resolve("notify.sock");
    Channel other = other(path);

    NotifyBench bench = bound();

    assertThat(bench.errors)
        .containsExactly("taken_over: another process listens on " + path + "; it is taken over");
    opened(NotifySender.open()).send(path, "STATUS=x");
    bench.awaitStatus("x");
    assertThat(other.isOpen()).isTrue();
  }

  @Test
  void anotherReceiverIsLeftAloneLater() throws Exception {
    NotifyBench bench = bound();
    Files.delete(bench.path());
    Channel other = other(bench.path());
    Object inode = Files.getAttribute(bench.path(), "unix:ino");

    assertThatThrownBy(bench.socket::bind)
        .isInstanceOf(IOException.class)
        .hasMessage("another process listens on " + bench.path() + "; it is left to it");
    assertThat(Files.getAttribute(bench.path(), "unix:ino")).isEqualTo(inode);
    bench.socket.tend();
    assertThat(bench.errors).singleElement().asString().startsWith("bind: " + bench.path());

    other.close().sync();
    assertThat(bench.socket.bind()).as("once it is gone").isTrue();
  }

  @Test
  void theFolderOfTheAgentIsNotBoundThroughALink() throws IOException {
    Path elsewhere = Files.createDirectory(dir.resolve("elsewhere"));
    Files.createSymbolicLink(dir.resolve(".agent"), elsewhere);
    NotifyBench bench = opened(new NotifyBench(dir, Transport.EPOLL));

    assertThatThrownBy(bench.socket::bind).hasMessageContaining("is not a folder");
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void aFolderThatIsMissingIsWaitedFor() throws IOException {
    Path late = dir.resolve("late");
    NotifyBench bench = opened(new NotifyBench(late, Transport.EPOLL));
    bench.socket.tend();
    assertThat(bench.errors).isEmpty();
    Files.createDirectory(late);

    bench.socket.tend();

    assertThat(late.resolve("notify.sock")).exists();
    assertThat(bench.errors).isEmpty();
  }

  @Test
  void theLongestPathCanBeBound() throws Exception {
    int length = Config.App.MAX_SOCKET_PATH - "/n".length();
    Path longest =
        Files.createDirectory(dir.resolve("d".repeat(length - dir.toString().length() - 1)));

    NotifyBench bench =
        opened(NotifyBench.open(longest, "PROBE_SOCKET=s", "PROBE_NOTIFY_SOCKET=n"));

    opened(NotifySender.open()).send(bench.path(), "STATUS=x");
    bench.awaitStatus("x");
  }

  @Test
  void closingRemovesThePathAndIsFinal() throws IOException {
    NotifyBench bench = bound();
    bench.socket.close();

    assertThat(bench.path()).doesNotExist();
    assertThat(bench.socket.bind()).isFalse();
    assertThat(bench.path()).doesNotExist();
  }

  @Test
  void closingLeavesASuccessorsPathAlone() throws Exception {
    NotifyBench old = bound();
    NotifyBench successor = bound();
    old.socket.close();

    opened(NotifySender.open()).send(successor.path(), "STATUS=x");
    successor.awaitStatus("x");
    assertThat(successor.socket.bind()).isFalse();
  }

  @Test
  void withoutEpollThereIsNoneAndThatIsToldOnce() throws IOException {
    NotifyBench bench = opened(new NotifyBench(dir, Transport.NIO));
    bench.socket.tend();
    bench.socket.tend();

    assertThat(bench.errors)
        .containsExactly(
            "unavailable: "
                + bench.path()
                + " is not available: unix datagrams need epoll, and the transport is NIO");
    assertThat(bench.socket.bind()).isFalse();
    assertThat(dir).isEmptyDirectory();
  }

  private NotifyBench bound() throws IOException {
    return opened(NotifyBench.open(dir));
  }

  private <T extends AutoCloseable> T opened(T one) {
    open.add(one);
    return one;
  }

  /** Somebody else's socket. */
  private Channel other(Path path) {
    return new Bootstrap()
        .group(others)
        .channel(EpollDomainDatagramChannel.class)
        .handler(new ChannelInboundHandlerAdapter())
        .bind(new DomainSocketAddress(path.toString()))
        .syncUninterruptibly()
        .channel();
  }
}
