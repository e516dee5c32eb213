package io.probeagent.agent.net;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

/** The channels that go together; they are made without reflection. */
public enum Transport {
  EPOLL {
    @Override
    IoHandlerFactory handlers() {
      return EpollIoHandler.newFactory();
    }

    @Override
    public ServerChannel newTcpServer() {
      return new EpollServerSocketChannel();
    }

    @Override
    public ServerChannel newUnixServer() {
      return new EpollServerDomainSocketChannel();
    }

    @Override
    public Optional<Supplier<Channel>> unixDatagrams() {
      return Optional.of(EpollDomainDatagramChannel::new);
    }

    @Override
    public SocketAddress address(Path socket) {
      return new DomainSocketAddress(socket.toString());
    }

    @Override
    public boolean isPeer(Channel channel, int uid) throws IOException {
      return ((EpollDomainSocketChannel) channel).peerCredentials().uid() == uid;
    }

    @Override
    public String peer(Channel channel) throws IOException {
      return Integer.toUnsignedString(((EpollDomainSocketChannel) channel).peerCredentials().uid());
    }
  },

  NIO {
    @Override
    IoHandlerFactory handlers() {
      return NioIoHandler.newFactory();
    }

    @Override
    public ServerChannel newTcpServer() {
      return new NioServerSocketChannel();
    }

    @Override
    public ServerChannel newUnixServer() {
      return new NioServerDomainSocketChannel();
    }

    @Override
    public Optional<Supplier<Channel>> unixDatagrams() {
      return Optional.empty(); // the JDK has none
    }

    @Override
    public SocketAddress address(Path socket) {
      return UnixDomainSocketAddress.of(socket);
    }

    @Override
    public boolean isPeer(Channel channel, int uid) throws IOException {
      // The JDK gives a principal, whose UID it hides; it is equal to the one it looks up for a
      // UID.
      return jdkPeer(channel)
          .equals(
              FileSystems.getDefault()
                  .getUserPrincipalLookupService()
                  .lookupPrincipalByName(Integer.toString(uid)));
    }

    @Override
    public String peer(Channel channel) throws IOException {
      return jdkPeer(channel).getName();
    }

    private UserPrincipal jdkPeer(Channel channel) throws IOException {
      UnixDomainPrincipal peer =
          channel.config().getOption(NioChannelOption.of(ExtendedSocketOptions.SO_PEERCRED));
      if (peer == null) {
        throw new IOException("the peer's user is not known here");
      }
      return peer.user();
    }
  };

  /** Epoll, unless its library cannot be loaded here. */
  public static Transport best() {
    return Epoll.isAvailable() ? EPOLL : NIO;
  }

  abstract IoHandlerFactory handlers();

  /** The server side of TCP. */
  public abstract ServerChannel newTcpServer();

  /** The server side of a unix stream socket. */
  public abstract ServerChannel newUnixServer();

  /** Makes unix datagram sockets; empty where this transport has none. */
  public abstract Optional<Supplier<Channel>> unixDatagrams();

  /** A path, as the channels of this transport want it. */
  public abstract SocketAddress address(Path socket);

  /** Whether the process at the other end of a unix connection runs as a user. */
  public abstract boolean isPeer(Channel channel, int uid) throws IOException;

  /** That process's user, for people. */
  public abstract String peer(Channel channel) throws IOException;

  /** One thread for everything. */
  public EventLoopGroup oneLoop() {
    return oneLoop(handlers());
  }

  static EventLoopGroup oneLoop(IoHandlerFactory handlers) {
    EventLoopGroup group =
        new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("probe-loop"), handlers);
    // A loop of Netty's with no timer at all wakes once a second, to see whether there is one.
    group.schedule(() -> {}, 1000, TimeUnit.DAYS);
    return group;
  }
}
