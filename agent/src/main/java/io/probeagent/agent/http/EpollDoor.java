package io.probeagent.agent.http;

import io.netty.channel.EventLoop;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A port whose connections become channels of Netty's only when they say what is not known yet. A
 * usual probe costs one accept, one read, one write and one close.
 */
final class EpollDoor implements Door, EpollIoHandle {
  private static final InternalLogger LOG = InternalLoggerFactory.getInstance(EpollDoor.class);

  /** Then the loop turns to its other channels. */
  private static final int MOST_AT_ONCE = 16;

  private static final long REST_SECONDS = 1;

  /** One byte for the length of an address, and 24 for the longest one with its port. */
  private final byte[] remote = new byte[25];

  private final Socket socket;
  private final InetSocketAddress address;
  private final IoEventLoop loop;
  private final Arrival.Desk desk;
  private @Nullable IoRegistration registration;

  private EpollDoor(Socket socket, IoEventLoop loop, Arrival.Desk desk) {
    this.socket = socket;
    this.address = socket.localAddress();
    this.loop = loop;
    this.desk = desk;
  }

  static EpollDoor bind(
      InetSocketAddress address,
      EventLoop loop,
      ProbeEndpoints endpoints,
      HttpServer.HandlerFactory handlers)
      throws IOException {
    Socket socket = Socket.newSocketStream();
    try {
      socket.setReuseAddress(true);
      socket.bind(address);
      socket.listen(HttpServer.BACKLOG);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
    IoEventLoop io = (IoEventLoop) loop;
    return new EpollDoor(socket, io, new Arrival.Desk(io, endpoints, handlers));
  }

  @Override
  public void open() {
    loop.register(this)
        .addListener(
            done -> {
              registration = (IoRegistration) done.getNow();
              listen(EpollIoOps.EPOLLIN);
            });
  }

  private void listen(EpollIoOps to) {
    IoRegistration registered = registration;
    if (registered != null && socket.isOpen()) {
      registered.submit(to);
    }
  }

  @Override
  public void handle(IoRegistration registered, IoEvent event) {
    try {
      for (int i = 0; i < MOST_AT_ONCE; i++) {
        int fd = socket.isOpen() ? socket.accept(remote) : -1;
        if (fd < 0) {
          return;
        }
        new Arrival(new FileDescriptor(fd), desk).read();
      }
    } catch (IOException e) {
      // Too many open files, mostly. Who asks is still in the queue, and so is perhaps kubelet: the
      // oldest idle connection goes first, as with too many of them.
      if (!desk.makesRoom()) {
        rest(e);
      }
    }
  }

  /** To ask again at once would be to ask for ever. */
  private void rest(IOException e) {
    LOG.warn("no connection is taken for " + REST_SECONDS + " s", e);
    listen(EpollIoOps.EPOLLERR);
    loop.schedule(() -> listen(EpollIoOps.EPOLLIN), REST_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public FileDescriptor fd() {
    return socket;
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public void close() {
    if (loop.inEventLoop()) {
      end();
      return;
    }
    try {
      loop.submit(this::end).awaitUninterruptibly(1000);
    } catch (RejectedExecutionException ended) {
      end();
    }
  }

  private void end() {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.warn("the port was not closed in peace", e);
    }
    IoRegistration registered = registration;
    if (registered != null) {
      registered.cancel();
    }
  }
}
