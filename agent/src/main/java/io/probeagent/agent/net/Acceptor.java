package io.probeagent.agent.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelPromise;
import io.netty.channel.EventLoop;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Takes the connections of a listener: what Netty's ServerBootstrap does, without reflection. */
public final class Acceptor extends InboundHandler {
  /** When no connection can be taken, mostly for want of descriptors, the next try is later. */
  private static final long PAUSE_SECONDS = 1;

  private final Consumer<Channel> prepare;

  /**
   * @param prepare sets the options of a new connection and adds its handlers
   */
  public Acceptor(Consumer<Channel> prepare) {
    this.prepare = prepare;
  }

  /** Gives a new channel to the loop and binds it; it is closed if that fails. */
  public static ChannelFuture bind(Channel channel, EventLoop loop, SocketAddress address) {
    ChannelPromise bound = new DefaultChannelPromise(channel, loop);
    loop.register(channel)
        .addListener(
            registered -> {
              if (registered.isSuccess()) {
                channel.bind(address, bound).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
              } else {
                channel.unsafe().closeForcibly();
                bound.setFailure(registered.cause());
              }
            });
    return bound;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object accepted) {
    Channel child = (Channel) accepted;
    try {
      prepare.accept(child);
    } catch (RuntimeException e) {
      child.unsafe().closeForcibly();
      throw e;
    }
    ctx.channel()
        .eventLoop()
        .register(child)
        .addListener(
            registered -> {
              if (!registered.isSuccess()) {
                child.unsafe().closeForcibly();
              }
            });
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ChannelConfig config = ctx.channel().config();
    if (config.isAutoRead()) {
      config.setAutoRead(false);
      ctx.executor().schedule(() -> config.setAutoRead(true), PAUSE_SECONDS, TimeUnit.SECONDS);
    }
    ctx.fireExceptionCaught(cause);
  }
}
