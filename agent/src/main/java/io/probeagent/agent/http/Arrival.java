package io.probeagent.agent.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.FileDescriptor;
import io.probeagent.agent.http.Endpoints.Asked;
import io.probeagent.agent.http.Endpoints.Reply;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A connection that has said nothing yet.
 *
 * <pre>
 *   accepted ──▶ its first bytes are there ──▶ known: answered and closed, it never was a channel
 *      │                  ▲                └─▶ not known: a channel, which reads them as its first
 *      └─▶ waits ─────────┘
 * </pre>
 */
final class Arrival implements EpollIoHandle, Opening {
  private final FileDescriptor fd;
  private final Desk desk;
  private @Nullable IoRegistration registration;
  private @Nullable Channel channel;
  private byte[] opening = {};

  /** What all arrivals share. Belongs to the event loop. */
  static final class Desk {
    /** More than any probe; who says more at once has not said it all. */
    private static final int MOST_BYTES = 1024;

    private final IoEventLoop loop;
    private final ProbeEndpoints endpoints;
    private final HttpServer.HandlerFactory handlers;
    private final KnownRequests known = new KnownRequests();
    private final ByteBuffer received = ByteBuffer.allocateDirect(MOST_BYTES);
    private final byte[] bytes = new byte[MOST_BYTES];

    Desk(IoEventLoop loop, ProbeEndpoints endpoints, HttpServer.HandlerFactory handlers) {
      this.loop = loop;
      this.endpoints = endpoints;
      this.handlers = handlers;
    }

    /** Ends the connection that has waited for longest; false if there is none. */
    boolean makesRoom() {
      return endpoints.connections.endOldest();
    }
  }

  Arrival(FileDescriptor fd, Desk desk) {
    this.fd = fd;
    this.desk = desk;
  }

  /** Reads what is there. */
  void read() {
    try {
      int length = fd.read(desk.received, 0, Desk.MOST_BYTES);
      if (length == 0) {
        await();
      } else if (length < 0) {
        close(); // it has asked for nothing
      } else {
        desk.received.get(0, desk.bytes, 0, length);
        Asked asked = desk.known.find(desk.bytes, length);
        if (asked == null) {
          handOver(length);
        } else {
          answer(asked);
        }
      }
    } catch (IOException e) {
      close(); // a reset by the peer, mostly
    }
  }

  private void await() {
    if (registration == null) {
      desk.endpoints.connections.waits(this);
      desk.loop
          .register(this)
          .addListener(
              done -> {
                registration = (IoRegistration) done.getNow();
                registration.submit(EpollIoOps.EPOLLIN);
              });
    }
  }

  @Override
  public void handle(IoRegistration registered, IoEvent event) {
    if (fd.isOpen()) {
      read();
    }
  }

  private void answer(Asked asked) {
    desk.endpoints.again(asked, this::write);
    if (fd.isOpen()) {
      // The answer waits for the kernel's table. What comes meanwhile is not looked at.
      unregister();
      desk.endpoints.connections.arrives(this);
    }
  }

  private void write(Reply reply) {
    boolean whole = false;
    if (fd.isOpen()) {
      try {
        // The first bytes of a connection find room in the kernel, however short of memory it is.
        ByteBuffer answer = reply.answer().last();
        whole = fd.write(answer, answer.position(), answer.limit()) == answer.remaining();
      } catch (IOException gone) {
        whole = false;
      }
      close();
    }
    Runnable given = reply.given();
    if (whole && given != null) {
      given.run();
    }
    if (reply.once()) {
      reply.answer().release();
    }
  }

  /** Makes a channel of it, for which those bytes are the first. */
  private void handOver(int length) {
    unregister();
    opening = Arrays.copyOf(desk.bytes, length);
    Channel made = new EpollSocketChannel(fd.intValue());
    channel = made;
    if (!made.isActive()) {
      close();
      return;
    }
    HttpServer.prepare(made, desk.handlers.handler(this));
    ByteBuf first = Unpooled.wrappedBuffer(opening);
    EventLoop loop = desk.loop;
    loop.register(made)
        .addListener(
            done -> {
              made.pipeline().fireChannelRead(first);
              made.pipeline().fireChannelReadComplete();
            });
  }

  @Override
  public void means(Asked asked) {
    desk.known.learn(opening, asked);
  }

  private void unregister() {
    IoRegistration registered = registration;
    registration = null;
    if (registered != null) {
      registered.cancel();
    }
  }

  @Override
  public FileDescriptor fd() {
    return fd;
  }

  @Override
  public void close() {
    Channel made = channel;
    if (made != null) {
      desk.endpoints.connections.forget(this);
      made.close();
      return;
    }
    try {
      fd.close();
    } catch (IOException e) {
      // it is closed nevertheless
    }
    unregister(); // behind that, so that the kernel need not be told
    desk.endpoints.connections.forget(this);
  }
}
