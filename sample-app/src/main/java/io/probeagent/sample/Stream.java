package io.probeagent.sample;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** An answer's body in parts, by the timer of the connection's event loop. */
final class Stream implements Runnable {

  private final ChannelHandlerContext ctx;
  private final int count;
  private final int gapMillis;
  private final IntFunction<String> part;
  private int sent;
  private boolean ended;

  private Stream(ChannelHandlerContext ctx, int count, int gapMillis, IntFunction<String> part) {
    this.ctx = ctx;
    this.count = count;
    this.gapMillis = gapMillis;
    this.part = part;
  }

  /**
   * Begins with the first part; the head is written.
   *
   * @param count of the parts, after which the answer ends
   * @param part gets the number of a part, from 1 on
   */
  static Stream start(
      ChannelHandlerContext ctx, int count, int gapMillis, IntFunction<String> part) {
    Stream stream = new Stream(ctx, count, gapMillis, part);
    stream.run();
    return stream;
  }

  @Override
  public void run() {
    if (ended || !ctx.channel().isActive()) {
      return;
    }
    if (sent == count) {
      end();
      return;
    }
    // A client that does not read gets no more; what waits for it here stays bounded.
    if (ctx.channel().isWritable()) {
      sent++;
      ctx.writeAndFlush(new DefaultHttpContent(Unpooled.copiedBuffer(part.apply(sent), US_ASCII)));
    }
    ctx.executor().schedule(this, gapMillis, TimeUnit.MILLISECONDS);
  }

  /** Between two parts, since each is written as a whole. */
  void end() {
    if (!ended) {
      ended = true;
      ctx.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
    }
  }
}
