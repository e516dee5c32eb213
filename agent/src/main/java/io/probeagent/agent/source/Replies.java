package io.probeagent.agent.source;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The answers that one connection is owed: they leave in the order of the questions. */
final class Replies {
  /** From so many on, nothing more is read until all of them have left. */
  private static final int ENOUGH = 64;

  private final ArrayDeque<Reply> owed = new ArrayDeque<>();
  private boolean last;

  private static final class Reply {
    @Nullable String text;
  }

  /** Owes an answer, which leaves once the returned task was run. May be run twice. */
  Runnable owe(ChannelHandlerContext ctx, String text) {
    Consumer<String> later = owe(ctx);
    return () -> later.accept(text);
  }

  /** Owes an answer, which leaves once it is given. What is given first counts. */
  Consumer<String> owe(ChannelHandlerContext ctx) {
    Reply reply = new Reply();
    owed.add(reply);
    if (owed.size() >= ENOUGH) {
      ctx.channel().config().setAutoRead(false);
    }
    return text -> {
      if (reply.text == null) {
        reply.text = text;
        send(ctx);
      }
    };
  }

  /** No question will follow: the connection ends with the last answer. */
  void end(ChannelHandlerContext ctx) {
    last = true;
    send(ctx);
  }

  private void send(ChannelHandlerContext ctx) {
    Reply next = owed.peek();
    while (next != null && next.text != null) {
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
