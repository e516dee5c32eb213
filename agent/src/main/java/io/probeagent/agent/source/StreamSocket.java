package io.probeagent.agent.source;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.probeagent.agent.net.Transport;
import io.probeagent.agent.pod.App;
import io.probeagent.agent.state.StateFile;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One app's {@code signal.sock}. Bound aside, given its mode and renamed into place, so that there
 * is no moment in which the path is missing or refuses another UID.
 */
public final class StreamSocket implements AutoCloseable {
  private static final int BACKLOG = 128;
  private static final WriteBufferWaterMark REPLIES = new WriteBufferWaterMark(8 << 10, 16 << 10);

  private final App app;
  private final Transport transport;
  private final EventLoopGroup loop;
  private final StreamHandler.Context context;
  private @Nullable Channel channel;
  private @Nullable Object bound;
  private boolean closed;

  public StreamSocket(
      App app, Transport transport, EventLoopGroup loop, StreamHandler.Context context) {
    this.app = app;
    this.transport = transport;
    this.loop = loop;
    this.context = context;
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
  public synchronized boolean bind() throws IOException {
    Path path = app.config().socket();
    Channel open = channel;
    if (closed || (open != null && open.isActive() && sameAsBound(path))) {
      return false;
    }
    if (answers(path)) {
      String problem = "another process listens on " + path;
      if (open != null) {
        throw new IOException(problem + "; it is left to it");
      }
      context.errors().error(app.name(), "socket", "taken_over", problem + "; it is taken over");
    }
    Path folder = app.config().dir().resolve(StateFile.FOLDER);
    StateFile.makeFolder(folder);
    Path aside = folder.resolve("s");
    Files.deleteIfExists(aside);
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loop)
            .channel(transport.unixServer())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, REPLIES)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel child) {
                    child.pipeline().addLast(new Lines()).addLast(new StreamHandler(app, context));
                  }
                });
    if (transport == Transport.EPOLL) {
      // NIO cannot: whoever has said all there is to say gets no answer that is still owed.
      bootstrap.childOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    }
    ChannelFuture bind = bootstrap.bind(transport.address(aside)).awaitUninterruptibly();
    Channel fresh = bind.channel();
    if (!bind.isSuccess()) {
      throw new IOException(aside + " cannot be bound: " + bind.cause(), bind.cause());
    }
    try {
      Files.setPosixFilePermissions(aside, permissions(app.config().socketMode()));
      Files.move(aside, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      fresh.close();
      throw e;
    }
    channel = fresh;
    bound = identity(path);
    if (open != null) {
      open.close();
    }
    return true;
  }

  /** Closes the socket and removes its path, if it is still this one. */
  @Override
  public synchronized void close() {
    closed = true;
    Channel open = channel;
    if (open == null) {
      return;
    }
    channel = null;
    open.close().awaitUninterruptibly(1000);
    try {
      if (sameAsBound(app.config().socket())) {
        Files.deleteIfExists(app.config().socket());
      }
    } catch (IOException e) {
      context.errors().error(app.name(), "socket", "close", e.toString());
    }
  }

  private boolean sameAsBound(Path path) {
    Object there = identity(path);
    return there != null && there.equals(bound);
  }

  /** Whether somebody accepts connections there; what a dead agent left behind refuses them. */
  private static boolean answers(Path path) {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      probe.configureBlocking(false);
      return probe.connect(UnixDomainSocketAddress.of(path));
    } catch (IOException refused) {
      return false;
    }
  }

  private static @Nullable Object identity(Path path) {
    try {
      return Files.getAttribute(path, "unix:ino", LinkOption.NOFOLLOW_LINKS);
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  static Set<PosixFilePermission> permissions(int mode) {
    // The constants stand from OWNER_READ, bit 8, to OTHERS_EXECUTE, bit 0.
    PosixFilePermission[] all = PosixFilePermission.values();
    EnumSet<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
    for (int i = 0; i < all.length; i++) {
      if ((mode >> (all.length - 1 - i) & 1) == 1) {
        set.add(all[i]);
      }
    }
    return set;
  }
}
