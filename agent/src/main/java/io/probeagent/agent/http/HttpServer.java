package io.probeagent.agent.http;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.probeagent.agent.config.Config.Listen;
import io.probeagent.agent.net.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * The listener. It is bound before anything else, so that a port in use is known at once, but takes
 * no connection until the first verdicts stand: until then they wait in the kernel's queue, and no
 * restart shows as an app that is not ready.
 */
public final class HttpServer implements AutoCloseable {
  static final int BACKLOG = 1024;
  private static final WriteBufferWaterMark ANSWERS = new WriteBufferWaterMark(32 << 10, 64 << 10);

  /**
   * Small reads: what one brings is answered in full before it shows that the peer does not read,
   * and an answer may have fifty times the size of its request.
   */
  private static final RecvByteBufAllocator REQUESTS =
      new AdaptiveRecvByteBufAllocator(64, 1024, 2048);

  private final Door door;

  private HttpServer(Door door) {
    this.door = door;
  }

  /** Makes the handler of each connection; asked only once the port is open. */
  @FunctionalInterface
  interface HandlerFactory {
    /**
     * A handler.
     *
     * @param opening what the connection has said already; null if it was not listened to
     */
    ChannelHandler handler(@Nullable Opening opening);
  }

  /**
   * Binds the port without accepting.
   *
   * @throws IOException if it is in use, or no address of this pod
   */
  public static HttpServer bind(
      Listen listen, Transport transport, EventLoop loop, ProbeEndpoints endpoints)
      throws IOException {
    return bind(listen, transport, loop, endpoints, endpoints::handler);
  }

  static HttpServer bind(
      Listen listen,
      Transport transport,
      EventLoop loop,
      ProbeEndpoints endpoints,
      HandlerFactory handlers)
      throws IOException {
    Binding binding =
        address ->
            transport == Transport.EPOLL
                ? EpollDoor.bind(address, loop, endpoints, handlers)
                : ChannelDoor.bind(address, transport, loop, handlers);
    if (!listen.host().isEmpty()) {
      return new HttpServer(binding.to(address(listen)));
    }
    try {
      return new HttpServer(binding.to(new InetSocketAddress("::", listen.port())));
    } catch (java.net.BindException inUse) {
      throw inUse;
    } catch (IOException noIpv6) {
      return new HttpServer(binding.to(new InetSocketAddress("0.0.0.0", listen.port())));
    }
  }

  private interface Binding {
    Door to(InetSocketAddress address) throws IOException;
  }

  /** From now on connections are taken. */
  public void open() {
    door.open();
  }

  public InetSocketAddress address() {
    return door.address();
  }

  @Override
  public void close() {
    door.close();
  }

  /** Makes a connection of HTTP out of a new channel. */
  static void prepare(Channel channel, ChannelHandler handler) {
    channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    channel.config().setOption(ChannelOption.WRITE_BUFFER_WATER_MARK, ANSWERS);
    channel.config().setOption(ChannelOption.RECVBUF_ALLOCATOR, REQUESTS);
    channel.pipeline().addLast(new RequestDecoder(decoder())).addLast(handler);
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
