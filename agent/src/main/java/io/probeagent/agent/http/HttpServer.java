package io.probeagent.agent.http;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.probeagent.agent.config.Config.Listen;
import io.probeagent.agent.net.Acceptor;
import io.probeagent.agent.net.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * The listener. It is bound before anything else, so that a port in use is known at once, but takes
 * no connection until the first verdicts stand: until then they wait in the kernel's queue, and no
 * restart shows as an app that is not ready.
 */
public final class HttpServer implements AutoCloseable {
  private static final int BACKLOG = 1024;
  private static final WriteBufferWaterMark ANSWERS = new WriteBufferWaterMark(32 << 10, 64 << 10);

  /**
   * Small reads: what one brings is answered in full before it shows that the peer does not read,
   * and an answer may have fifty times the size of its request.
   */
  private static final RecvByteBufAllocator REQUESTS =
      new AdaptiveRecvByteBufAllocator(64, 1024, 2048);

  private final Channel channel;

  private HttpServer(Channel channel) {
    this.channel = channel;
  }

  /** What the server needs of the agent; made once the port is bound. */
  @FunctionalInterface
  public interface HandlerFactory {
    io.netty.channel.ChannelHandler handler();
  }

  /**
   * Binds the port without accepting.
   *
   * @throws IOException if it is in use, or no address of this pod
   */
  public static HttpServer bind(
      Listen listen, Transport transport, EventLoop loop, HandlerFactory handlers)
      throws IOException {
    if (!listen.host().isEmpty()) {
      return new HttpServer(bind(address(listen), transport, loop, handlers));
    }
    try {
      InetSocketAddress any = new InetSocketAddress("::", listen.port());
      return new HttpServer(bind(any, transport, loop, handlers));
    } catch (java.net.BindException inUse) {
      throw inUse;
    } catch (IOException noIpv6) {
      InetSocketAddress any = new InetSocketAddress("0.0.0.0", listen.port());
      return new HttpServer(bind(any, transport, loop, handlers));
    }
  }

  /** From now on connections are taken. */
  public void open() {
    channel.config().setAutoRead(true);
  }

  public InetSocketAddress address() {
    return (InetSocketAddress) channel.localAddress();
  }

  @Override
  public void close() {
    channel.close().awaitUninterruptibly(1000);
  }

  private static Channel bind(
      InetSocketAddress address, Transport transport, EventLoop loop, HandlerFactory handlers)
      throws IOException {
    Channel listener = transport.newTcpServer();
    listener.config().setOption(ChannelOption.SO_BACKLOG, BACKLOG);
    listener.config().setOption(ChannelOption.SO_REUSEADDR, true);
    listener.config().setAutoRead(false);
    listener.pipeline().addLast(new Acceptor(child -> prepare(child, handlers)));
    ChannelFuture bound = Acceptor.bind(listener, loop, address).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      Throwable cause = bound.cause();
      throw cause instanceof IOException e ? e : new IOException(cause);
    }
    return bound.channel();
  }

  private static void prepare(Channel child, HandlerFactory handlers) {
    child.config().setOption(ChannelOption.TCP_NODELAY, true);
    child.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    child.config().setWriteBufferWaterMark(ANSWERS);
    child.config().setRecvByteBufAllocator(REQUESTS);
    child.pipeline().addLast(new RequestDecoder(decoder())).addLast(handlers.handler());
  }

  private static InetSocketAddress address(Listen listen) throws UnknownHostException {
    return new InetSocketAddress(InetAddress.getByName(listen.host()), listen.port());
  }

  static HttpDecoderConfig decoder() {
    return new HttpDecoderConfig()
        .setMaxInitialLineLength(2048)
        .setMaxHeaderSize(8192)
        .setMaxChunkSize(4096)
        .setInitialBufferSize(256);
  }
}
