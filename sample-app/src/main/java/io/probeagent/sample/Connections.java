package io.probeagent.sample;

import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.GlobalEventExecutor;

/** Sets up each connection, and knows those that are open. */
final class Connections extends ChannelInitializer<SocketChannel> {

  private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final Traffic traffic;

  Connections(Traffic traffic) {
    this.traffic = traffic;
  }

  @Override
  protected void initChannel(SocketChannel channel) {
    open.add(channel);
    channel
        .pipeline()
        .addLast(new HttpServerCodec())
        .addLast(new RequestCounter(traffic))
        .addLast(new OneAtATime())
        .addLast(new RequestHandler(traffic));
  }

  /** Closes those that owe no answer; each decides by itself, on its event loop. */
  void closeIdle() {
    open.forEach(
        channel -> channel.pipeline().fireUserEventTriggered(RequestCounter.CLOSE_IF_IDLE));
  }
}
