package io.probeagent.agent.source;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.probeagent.agent.net.Acceptor;
import io.probeagent.agent.net.Transport;
import io.probeagent.agent.pod.App;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** One app's {@code signal.sock}. */
public final class StreamSocket implements AutoCloseable {
  private static final int BACKLOG = 128;
  private static final WriteBufferWaterMark REPLIES = new WriteBufferWaterMark(8 << 10, 16 << 10);

  private final App app;
  private final Transport transport;
  private final EventLoopGroup loop;
  private final StreamHandler.Context context;
  private final SocketPath path;

  public StreamSocket(
      App app, Transport transport, EventLoopGroup loop, StreamHandler.Context context) {
    this.app = app;
    this.transport = transport;
    this.loop = loop;
    this.context = context;
    path = new SocketPath(app, app.config().socket(), "socket", new Listener(), context.errors());
  }

  public App app() {
    return app;
  }

  /**
   * Binds, or binds again if what is at the path is not ours any more: the folder came late, or was
   * replaced. Connections that are open stay. Blocks: not for the event loop.
   *
   * @return whether it was bound now
   */
  public boolean bind() throws IOException {
    return path.bind();
  }

  /** Closes the socket and removes its path, if it is still this one. */
  @Override
  public void close() {
    path.close();
  }

  private final class Listener implements SocketPath.Kind {
    @Override
    public ChannelFuture bind(Path aside) {
      Channel listener = transport.newUnixServer();
      listener.config().setOption(ChannelOption.SO_BACKLOG, BACKLOG);
      listener.pipeline().addLast(new Acceptor(this::prepare));
      return Acceptor.bind(listener, loop.next(), transport.address(aside));
    }

    private void prepare(Channel child) {
      child.config().setWriteBufferWaterMark(REPLIES);
      if (transport == Transport.EPOLL) {
        // NIO cannot: whoever has said all there is to say gets no answer that is still owed.
        child.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
      }
      child.pipeline().addLast(new Lines()).addLast(new StreamHandler(app, context));
    }

    @Override
    public boolean isAnswered(Path path) {
      try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
        probe.configureBlocking(false);
        return probe.connect(UnixDomainSocketAddress.of(path));
      } catch (IOException refused) {
        return false;
      }
    }

    @Override
    public void replaced(Channel old) {
      old.close();
    }
  }
}
