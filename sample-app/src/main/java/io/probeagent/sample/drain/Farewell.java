package io.probeagent.sample.drain;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How a connection ends on which nothing is owed: never by a reset, which would erase an answer
 * that its client has not read.
 *
 * <pre>
 *   the client's FIN is waited for (not if the client waits for ours)
 *   else our end is closed, and what still comes is read and thrown away
 *   until its FIN comes, or for the time that it lingers
 * </pre>
 */
final class Farewell extends ChannelInboundHandlerAdapter {

  private final Connection connection;
  private final Duration clientFin;
  private final Duration linger;

  private Farewell(Connection connection, Duration clientFin, Duration linger) {
    this.connection = connection;
    this.clientFin = clientFin;
    this.linger = linger;
  }

  /**
   * Begins it; nothing that is read reaches any other handler from now on.
   *
   * @param clientFin how long the client may close first, 0 not to wait for that
   */
  static void say(Channel channel, Connection connection, Duration clientFin, Duration linger) {
    channel.pipeline().addFirst(new Farewell(connection, clientFin, linger));
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    // Whoever paused reading no longer decides.
    ctx.channel().config().setAutoRead(true);
    if (clientFin.isZero()) {
      endOurs(ctx);
    } else {
      after(ctx, clientFin, () -> endOurs(ctx));
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) {
    ReferenceCountUtil.release(msg);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      ctx.close();
    }
  }

  private void endOurs(ChannelHandlerContext ctx) {
    connection.endedByUs();
    if (ctx.channel() instanceof DuplexChannel channel) {
      channel.shutdownOutput();
      after(ctx, linger, ctx::close);
    } else {
      ctx.close();
    }
  }

  private static void after(ChannelHandlerContext ctx, Duration time, Runnable step) {
    ctx.executor()
        .schedule(
            () -> {
              if (ctx.channel().isActive()) {
                step.run();
              }
            },
            time.toMillis(),
            TimeUnit.MILLISECONDS);
  }
}
