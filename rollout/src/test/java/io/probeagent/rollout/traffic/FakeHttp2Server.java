package io.probeagent.rollout.traffic;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2PingFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2ChannelDuplexHandler;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2PingFrame;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.probeagent.rollout.process.Ports;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A server of HTTP/2 by a script. */
final class FakeHttp2Server implements AutoCloseable, Service {
  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("fake-http2", true), NioIoHandler.newFactory());
  private final Channel listener;
  final AtomicInteger requests = new AtomicInteger();
  final AtomicInteger connections = new AtomicInteger();
  final AtomicInteger picks = new AtomicInteger();
  final AtomicInteger endedByClient = new AtomicInteger();
  final AtomicInteger pongs = new AtomicInteger();

  /** What happens to a request; connections and the requests of each count from 1. */
  interface Script {
    void serve(Line line, int connection, int request, Http2FrameStream stream, String path);
  }

  FakeHttp2Server(Script script) {
    listener =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast(
                            Http2FrameCodecBuilder.forServer()
                                .gracefulShutdownTimeoutMillis(0)
                                .build(),
                            new Line(script, connections.incrementAndGet()));
                  }
                })
            .bind(Ports.loopback(0))
            .syncUninterruptibly()
            .channel();
  }

  /** A connection. */
  final class Line extends Http2ChannelDuplexHandler {
    private final Script script;
    private final int number;
    private final Map<Http2FrameStream, String> paths = new HashMap<>();
    private int count;
    private boolean ending;
    private @Nullable ChannelHandlerContext ctx;

    Line(Script script, int number) {
      this.script = script;
      this.number = number;
    }

    @Override
    protected void handlerAdded0(ChannelHandlerContext context) {
      ctx = context;
    }

    private ChannelHandlerContext context() {
      if (ctx == null) {
        throw new IllegalStateException("not yet added");
      }
      return ctx;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object frame) {
      if (frame instanceof Http2HeadersFrame headers) {
        paths.put(headers.stream(), headers.headers().path() + "");
        if (headers.isEndStream()) {
          received(headers.stream());
        }
      } else if (frame instanceof Http2DataFrame data && data.isEndStream()) {
        received(data.stream());
      } else if (frame instanceof Http2PingFrame ping && ping.ack()) {
        pongs.incrementAndGet();
      }
      ReferenceCountUtil.release(frame);
    }

    private void received(Http2FrameStream stream) {
      requests.incrementAndGet();
      script.serve(this, number, ++count, stream, paths.getOrDefault(stream, ""));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      if (!ending) {
        endedByClient.incrementAndGet();
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }

    /** As the sample app does. */
    void work(Http2FrameStream stream, String path) {
      answer(stream, 200, "worked for " + path.replaceAll(".*=", "") + " ms\n");
    }

    void answer(Http2FrameStream stream, int status, String body) {
      DefaultHttp2Headers headers = new DefaultHttp2Headers();
      headers.status(Integer.toString(status));
      context().write(new DefaultHttp2HeadersFrame(headers, false).stream(stream));
      ByteBuf bytes = Unpooled.copiedBuffer(body, StandardCharsets.US_ASCII);
      context().writeAndFlush(new DefaultHttp2DataFrame(bytes, true).stream(stream));
    }

    void refuse(Http2FrameStream stream) {
      context().writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.REFUSED_STREAM).stream(stream));
    }

    void ping() {
      context().writeAndFlush(new DefaultHttp2PingFrame(1));
    }

    /** Past the codec, which would not let the last stream be one below those it has seen. */
    void goAway(int lastStream) {
      ByteBuf frame = Unpooled.buffer();
      frame.writeMedium(8).writeByte(7).writeByte(0).writeInt(0).writeInt(lastStream).writeInt(0);
      raw(frame);
    }

    void raw(ByteBuf bytes) {
      context().pipeline().context(Http2FrameCodec.class).writeAndFlush(bytes);
    }

    void end(boolean reset) {
      ending = true;
      if (reset) {
        context().channel().config().setOption(ChannelOption.SO_LINGER, 0);
      }
      // Past the codec, which would say GOAWAY.
      context().pipeline().context(Http2FrameCodec.class).close();
    }
  }

  @Override
  public Optional<Endpoint> pick() {
    return Optional.of(
        new Endpoint(
            "pod-" + picks.incrementAndGet(), (InetSocketAddress) listener.localAddress()));
  }

  @Override
  public void close() {
    loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
  }
}
