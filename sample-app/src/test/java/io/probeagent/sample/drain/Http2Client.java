package io.probeagent.sample.drain;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2PingFrame;
import io.netty.handler.codec.http2.Http2ChannelDuplexHandler;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2PingFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/2 connection. What comes on it is told as text, stream by stream: {@code 3 :status 200},
 * {@code 3 done}, {@code goaway 2147483647}, {@code ping}, {@code 5 reset 8}, {@code closed}.
 */
final class Http2Client implements AutoCloseable {

  private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
  private final Teller teller = new Teller();
  private final Channel channel;
  private final Http2FrameCodec codec =
      // What is to be acknowledged is acknowledged by the test.
      Http2FrameCodecBuilder.forClient().autoAckPingFrame(false).build();

  Http2Client(int port) throws Exception {
    channel =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel c) {
                    c.pipeline().addLast(codec, teller);
                  }
                })
            .connect(InetAddress.getLoopbackAddress(), port)
            .sync()
            .channel();
  }

  /** Sends a request without a body, or the head of one that has none yet. */
  void request(String method, String path, boolean whole) {
    DefaultHttp2Headers headers = new DefaultHttp2Headers();
    headers.method(method).path(path).scheme("http").authority("test");
    Http2FrameStream stream = teller.newStream();
    channel.writeAndFlush(new DefaultHttp2HeadersFrame(headers, whole).stream(stream));
  }

  void get(String path) {
    request("GET", path, true);
  }

  void acknowledge(long ping) {
    channel.writeAndFlush(new DefaultHttp2PingFrame(ping, true));
  }

  /** Waits for that frame, and takes it; those of before are forgotten. */
  String await(String start) throws InterruptedException {
    while (true) {
      @Nullable String frame = frames.poll(30, TimeUnit.SECONDS);
      assertThat(frame).as(start).isNotNull();
      if (frame != null && frame.startsWith(start)) {
        return frame;
      }
    }
  }

  /** Says that nothing more comes, and reads on. */
  void endOutput() {
    ((SocketChannel) channel).shutdownOutput();
  }

  /** Ends the connection before the test is over. */
  void leave() {
    channel.close();
  }

  @Override
  public void close() {
    leave();
    loop.shutdownGracefully(0, 2, TimeUnit.SECONDS);
  }

  private final class Teller extends Http2ChannelDuplexHandler {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
      if (msg instanceof Http2HeadersFrame frame) {
        frames.add(id(frame.stream()) + " :status " + frame.headers().status());
      } else if (msg instanceof Http2DataFrame frame) {
        String text = frame.content().toString(StandardCharsets.US_ASCII);
        frames.add(id(frame.stream()) + " " + text.strip() + (frame.isEndStream() ? " end" : ""));
      } else if (msg instanceof Http2GoAwayFrame frame) {
        frames.add("goaway " + frame.lastStreamId());
      } else if (msg instanceof Http2PingFrame frame && !frame.ack()) {
        frames.add("ping " + frame.content());
      } else if (msg instanceof Http2ResetFrame frame) {
        frames.add(
            String.format(Locale.ROOT, "%d reset %d", frame.stream().id(), frame.errorCode()));
      }
      ReferenceCountUtil.release(msg);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      frames.add("closed");
    }

    private int id(@Nullable Http2FrameStream stream) {
      return stream == null ? 0 : stream.id();
    }
  }
}
