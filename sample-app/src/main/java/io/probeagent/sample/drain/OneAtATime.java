package io.probeagent.sample.drain;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Holds a pipelined request back until the one before it is answered, and reads nothing from the
 * socket meanwhile: answers keep the order of the requests, and what waits here is at most what one
 * read had brought.
 */
final class OneAtATime extends ChannelDuplexHandler {

  private final Deque<Object> waiting = new ArrayDeque<>();
  private boolean received;
  private boolean answered;
  private boolean delivering;

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) {
    waiting.add(msg);
    deliver(ctx);
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
    ChannelPromise written = promise.unvoid();
    ctx.write(msg, written);
    if (msg instanceof LastHttpContent && !isInformational(msg)) {
      // Added last and so told last: whoever closes the connection behind this answer came first.
      written.addListener(done -> answered(ctx));
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    waiting.forEach(ReferenceCountUtil::release);
    waiting.clear();
    ctx.channel().config().setAutoRead(true);
  }

  private void answered(ChannelHandlerContext ctx) {
    answered = true;
    // A request that can have no answer any more must not be executed.
    if (ctx.channel().isActive()) {
      deliver(ctx);
    }
  }

  /** A loop, not a recursion: an answer may be written before fireChannelRead returns. */
  private void deliver(ChannelHandlerContext ctx) {
    if (delivering) {
      return;
    }
    delivering = true;
    while (!isBusy() && !waiting.isEmpty()) {
      Object msg = waiting.remove();
      if (msg instanceof HttpRequest) {
        answered = false;
      }
      received = msg instanceof LastHttpContent;
      ctx.fireChannelRead(msg);
    }
    delivering = false;
    if (!ctx.isRemoved()) {
      ctx.channel().config().setAutoRead(!isBusy());
    }
  }

  /** An answer may come before the last part of its request; then there is none to wait for. */
  private boolean isBusy() {
    return received && !answered;
  }

  private static boolean isInformational(Object msg) {
    return msg instanceof HttpResponse head
        && head.status().codeClass() == HttpStatusClass.INFORMATIONAL;
  }
}
