package io.probeagent.sample.drain;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.DefaultHttp2PingFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2PingFrame;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * An HTTP/2 connection, which is told to go in two steps (RFC 9113, 6.8):
 *
 * <pre>
 *   GOAWAY(2^31-1) + PING   open no more streams; those that cross this are served
 *   the PING's ack, or 1 s  by now every stream is here that was opened before
 *   GOAWAY(last stream)     no other will be looked at; once all are answered, the end
 * </pre>
 */
final class Http2Connection extends ChannelDuplexHandler {

  private static final long PING = 0x6472_6169_6e00_0001L;
  private static final int MAX_STREAMS = 100;

  private enum Leaving {
    NO,
    TOLD,
    SETTLED,
    OVER
  }

  private final Connections connections;
  private final Connection connection;
  private final Set<Channel> streams = new LinkedHashSet<>();
  private Leaving leaving = Leaving.NO;
  private boolean clientSaidAll;

  private Http2Connection(Connections connections, Connection connection) {
    this.connections = connections;
    this.connection = connection;
  }

  static void install(ChannelPipeline pipeline, Connections connections, Connection connection) {
    Http2Connection http2 = new Http2Connection(connections, connection);
    pipeline
        .addLast(
            Http2FrameCodecBuilder.forServer()
                .initialSettings(new Http2Settings().maxConcurrentStreams(MAX_STREAMS))
                // Closing is closing; how a connection ends is said here.
                .decoupleCloseAndGoAway(true)
                .build())
        .addLast(http2)
        .addLast(new Http2MultiplexHandler(http2.streamInitializer()));
  }

  private ChannelInitializer<Channel> streamInitializer() {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel stream) {
        stream
            .pipeline()
            .addLast(new Http2StreamFrameToHttpObjectCodec(true))
            .addLast(new Http2Stream(connections, Http2Connection.this));
        connections.addApp(stream.pipeline());
      }
    };
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    if (connections.traffic().phase().isLeaving()) {
      // Not at once: the preface is not even read, behind which our own must come first.
      ctx.executor().execute(() -> tellToGo(ctx));
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) {
    if (msg instanceof Http2PingFrame ping && ping.ack()) {
      if (ping.content() == PING) {
        settle(ctx);
      }
      return;
    }
    if (msg instanceof Http2GoAwayFrame) {
      // The client opens no more streams by itself; those that are open go on.
      ReferenceCountUtil.release(msg);
      return;
    }
    ctx.fireChannelRead(msg);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      clientSaidAll = true;
      tellStreams(event);
      endIfDone(ctx.channel());
    }
    if (event instanceof Phase phase) {
      tellStreams(event);
      tellToGo(ctx);
      if (phase == Phase.FORCE) {
        settle(ctx);
        farewell(ctx.channel(), Duration.ZERO);
      }
      return;
    }
    ctx.fireUserEventTriggered(event);
  }

  private void tellStreams(Object event) {
    List.copyOf(streams).forEach(stream -> stream.pipeline().fireUserEventTriggered(event));
  }

  /** A stream has a request. */
  void opened(Channel stream, boolean observer) {
    connection.requested(observer);
    streams.add(stream);
  }

  /** A stream is answered and gone. */
  void closed(Channel stream) {
    streams.remove(stream);
    Channel channel = stream.parent();
    if (channel != null) {
      endIfDone(channel);
    }
  }

  /** Nobody waits for a stream any more, and so not for this connection. */
  void exclude() {
    connection.exclude();
  }

  private void tellToGo(ChannelHandlerContext ctx) {
    if (leaving != Leaving.NO || !ctx.channel().isActive()) {
      return;
    }
    leaving = Leaving.TOLD;
    ctx.write(
        new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR).setExtraStreamIds(Integer.MAX_VALUE));
    ctx.writeAndFlush(new DefaultHttp2PingFrame(PING));
    ctx.executor()
        .schedule(() -> settle(ctx), connections.timers().goAwayAck().toMillis(), MILLISECONDS);
  }

  private void settle(ChannelHandlerContext ctx) {
    if (leaving != Leaving.TOLD || !ctx.channel().isActive()) {
      return;
    }
    leaving = Leaving.SETTLED;
    ctx.writeAndFlush(new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR));
    endIfDone(ctx.channel());
  }

  private void endIfDone(Channel channel) {
    if (streams.isEmpty() && (clientSaidAll || leaving == Leaving.SETTLED)) {
      farewell(channel, connections.timers().clientFin());
    }
  }

  private void farewell(Channel channel, Duration clientFin) {
    if (leaving != Leaving.OVER && channel.isActive()) {
      leaving = Leaving.OVER;
      // Behind what is still to be written, which the end of our output would throw away.
      channel
          .writeAndFlush(Unpooled.EMPTY_BUFFER)
          .addListener(
              written -> {
                if (clientSaidAll) {
                  channel.close();
                } else {
                  Duration linger = connections.timers().linger();
                  Farewell.say(channel, connection, clientFin, linger);
                }
              });
    }
  }
}
