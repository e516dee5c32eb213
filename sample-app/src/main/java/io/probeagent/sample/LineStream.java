package io.probeagent.sample;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.concurrent.TimeUnit;

/** An answer's body of one line per second, by the timer of the connection's event loop. */
final class LineStream implements Runnable {

  private final ChannelHandlerContext ctx;
  private final int seconds;
  private int second;

  LineStream(ChannelHandlerContext ctx, int seconds) {
    this.ctx = ctx;
    this.seconds = seconds;
  }

  @Override
  public void run() {
    if (!ctx.channel().isActive()) {
      return;
    }
    if (second == seconds) {
      ctx.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
      return;
    }
    second++;
    ctx.writeAndFlush(new DefaultHttpContent(Unpooled.copiedBuffer(second + "\n", US_ASCII)));
    ctx.executor().schedule(this, 1, TimeUnit.SECONDS);
  }
}
