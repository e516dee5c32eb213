package io.probeagent.agent.source;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/** The answers that one connection is owed: they leave in the order of the questions. */
final class Replies {
  /** From so many on, nothing more is read until all of them have left. */
  private static final int ENOUGH = 64;

  private final ArrayDeque<Reply> owed = new ArrayDeque<>();
  private boolean last;

  private static final class Reply {
    String text;
    boolean due;

    Reply(String text) {
      this.text = text;
    }
  }

  /** Owes an answer that is not known yet. The first one counts. */
  Consumer<String> oweUnknown(ChannelHandlerContext ctx) {
    Reply reply = new Reply("");
    owe(ctx, reply);
    return text -> {
      if (!reply.due) {
        reply.text = text;
        reply.due = true;
        send(ctx);
      }
    };
  }

  /** Owes an answer, which leaves once the returned task was run. May be run twice. */
  Runnable owe(ChannelHandlerContext ctx, String text) {
    Reply reply = new Reply(text);
    owe(ctx, reply);
    return () -> {
      if (!reply.due) {
        reply.due = true;
        send(ctx);
      }
    };
  }

  private void owe(ChannelHandlerContext ctx, Reply reply) {
    owed.add(reply);
    if (owed.size() >= ENOUGH) {
      ctx.channel().config().setAutoRead(false);
    }
  }

  /** No question will follow: the connection ends with the last answer. */
  void end(ChannelHandlerContext ctx) {
    last = true;
    send(ctx);
  }

  private void send(ChannelHandlerContext ctx) {
    Reply next = owed.peek();
    while (next != null && next.due) {
      owed.remove();
      ctx.write(
          Unpooled.wrappedBuffer((next.text + "\n").getBytes(StandardCharsets.UTF_8)),
          ctx.voidPromise());
      next = owed.peek();
    }
    ctx.flush();
    if (owed.isEmpty()) {
      ctx.channel().config().setAutoRead(true);
      if (last) {
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
      }
    }
  }
}
