package io.probeagent.agent.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.probeagent.agent.config.Config.Listen;
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
      Listen listen, Transport transport, EventLoopGroup loop, HandlerFactory handlers)
      throws IOException {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loop)
            .channel(transport.tcpServer())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(ChannelOption.AUTO_READ, false)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, ANSWERS)
            .childOption(ChannelOption.RECVBUF_ALLOCATOR, REQUESTS)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel child) {
                    child
                        .pipeline()
                        .addLast(new HttpRequestDecoder(decoder()))
                        .addLast(handlers.handler());
                  }
                });
    if (!listen.host().isEmpty()) {
      return new HttpServer(bind(bootstrap, address(listen)));
    }
    try {
      return new HttpServer(bind(bootstrap, new InetSocketAddress("::", listen.port())));
    } catch (java.net.BindException inUse) {
      throw inUse;
    } catch (IOException noIpv6) {
      return new HttpServer(bind(bootstrap, new InetSocketAddress("0.0.0.0", listen.port())));
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

  private static Channel bind(ServerBootstrap bootstrap, InetSocketAddress address)
      throws IOException {
    ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      Throwable cause = bound.cause();
      throw cause instanceof IOException e ? e : new IOException(cause);
    }
    return bound.channel();
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
