package io.probeagent.sample;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;

/** Closes its connection when told to: an idle one at once, another right behind its answer. */
final class Careless extends ChannelDuplexHandler {

  /** Fired into the pipeline to close. */
  static final Object CLOSE =
      new Object() {
        @Override
        public String toString() {
          return "CLOSE";
        }
      };

  private boolean busy;
  private boolean closing;

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) {
    if (msg instanceof HttpRequest) {
      busy = true;
    }
    ctx.fireChannelRead(msg);
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
    ChannelPromise written = promise.unvoid();
    if (msg instanceof LastHttpContent) {
      written.addListener(
          done -> {
            busy = false;
            closeIfDone(ctx);
          });
    }
    ctx.write(msg, written);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == CLOSE) {
      closing = true;
      closeIfDone(ctx);
    }
    ctx.fireUserEventTriggered(event);
  }

  private void closeIfDone(ChannelHandlerContext ctx) {
    if (closing && !busy) {
      ctx.close();
    }
  }
}
