package io.probeagent.agent.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import io.probeagent.agent.net.InboundHandler;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP connection. A request is answered when all of it was read, and before the next is looked
 * at; what follows an answer that closes the connection is never executed.
 */
final class ProbeHandler extends InboundHandler {
  /** No request of ours has a body worth reading. */
  static final int MAX_BODY = 4096;

  private static final long LINGER_MILLIS = 1000;

  private final Endpoints endpoints;
  private final Connections connections;
  private Connections.Peer peer = () -> {};
  private @Nullable Opening opening;
  private @Nullable HttpRequest request;
  private long body;
  private boolean closing;
  private boolean held;

  /**
   * One of a connection.
   *
   * @param opening what is read first, if it was received already; else null
   */
  ProbeHandler(Endpoints endpoints, Connections connections, @Nullable Opening opening) {
    this.endpoints = endpoints;
    this.connections = connections;
    this.opening = opening;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    peer = opening == null ? ctx::close : opening;
    connections.arrives(peer);
    ctx.fireChannelActive();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    connections.forget(peer);
    endpoints.left(ctx.channel());
    ctx.fireChannelInactive();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      if (closing || held) {
        closing = true; // pipelined behind a held answer, or behind the last one
        return;
      }
      if (message instanceof HttpRequest head) {
        head(ctx, head);
      }
      if (message instanceof HttpContent content && request != null) {
        body(ctx, content);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    opening = null;
    ctx.fireChannelReadComplete();
  }

  private void head(ChannelHandlerContext ctx, HttpRequest head) {
    if (head.decoderResult().isFailure()) {
      Throwable cause = head.decoderResult().cause();
      if (cause instanceof TooLongHttpHeaderException) {
        fail(ctx, Answer.text(431, "the request's headers have more than 8192 bytes\n"));
      } else if (cause instanceof TooLongHttpLineException) {
        fail(ctx, Answer.text(414, "the request's line has more than 2048 bytes\n"));
      } else {
        fail(ctx, Answer.text(400, "not an HTTP/1.1 request\n"));
      }
      return;
    }
    request = head;
    if (HttpUtil.getContentLength(head, 0L) > MAX_BODY) {
      fail(ctx, Answer.text(413, "the request's body has more than 4096 bytes\n"));
      return;
    }
    body = 0;
    if (HttpUtil.is100ContinueExpected(head)) {
      opening = null; // there is more than one answer to it
      ctx.writeAndFlush(
          Unpooled.copiedBuffer(
              "HTTP/1.1 100 Continue\r\n\r\n", java.nio.charset.StandardCharsets.US_ASCII));
    }
  }

  private void body(ChannelHandlerContext ctx, HttpContent content) {
    HttpRequest head = request;
    body += content.content().readableBytes();
    if (content.decoderResult().isFailure()) {
      fail(ctx, Answer.text(400, "the request's body is not well-formed\n"));
    } else if (body > MAX_BODY) {
      fail(ctx, Answer.text(413, "the request's body has more than 4096 bytes\n"));
    } else if (content instanceof LastHttpContent && head != null) {
      request = null;
      answer(ctx, head);
    }
  }

  private void answer(ChannelHandlerContext ctx, HttpRequest head) {
    boolean close = !HttpUtil.isKeepAlive(head);
    boolean headOnly = isHead(head);
    Opening first = close && !headOnly ? opening : null;
    opening = null;
    held = true;
    boolean later =
        endpoints.answer(
            ctx.channel(),
            head,
            reply -> {
              if (first != null && reply.asked() != null) {
                first.means(reply.asked());
              }
              write(ctx, reply, close, headOnly);
            });
    if (later && held) {
      connections.forget(peer);
    }
  }

  /** Runs on the event loop, once per request. */
  private void write(
      ChannelHandlerContext ctx, Endpoints.Reply reply, boolean close, boolean headOnly) {
    held = false;
    boolean last = close || closing || reply.last();
    closing = last;
    if (ctx.channel().isActive()) {
      connections.waits(peer); // also the last answer may find nobody who reads it
    }
    ChannelFuture written = ctx.write(reply.answer().buffer(last, headOnly));
    Runnable given = reply.given();
    if (given != null) {
      written.addListener(
          done -> {
            if (done.isSuccess()) {
              given.run();
            }
          });
    }
    written.addListener(
        last ? ChannelFutureListener.CLOSE : ChannelFutureListener.CLOSE_ON_FAILURE);
    ctx.flush();
    if (reply.once()) {
      reply.answer().release();
    }
  }

  /**
   * Refuses what cannot be read to its end. To close right away would send a reset, which may
   * overtake the answer: so our side ends first, and what still comes is read and thrown away for a
   * second.
   */
  private void fail(ChannelHandlerContext ctx, Answer answer) {
    // Whoever asked for no body would take one for the next answer.
    boolean headOnly = request != null && isHead(request);
    closing = true;
    request = null;
    endpoints.count(Route.Path.OTHER, answer.status());
    ctx.writeAndFlush(answer.buffer(true, headOnly))
        .addListener(written -> ((DuplexChannel) ctx.channel()).shutdownOutput());
    answer.release();
    ctx.executor().schedule(() -> ctx.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static boolean isHead(HttpRequest head) {
    return head.method().name().equals("HEAD");
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    // Whoever does not read its answers is not read from either; patience then runs out.
    ctx.channel().config().setAutoRead(ctx.channel().isWritable());
    ctx.fireChannelWritabilityChanged();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent && held) {
      closing = true; // the answer that is still to come is the last
      endpoints.ended(ctx.channel());
    } else if (event instanceof ChannelInputShutdownEvent) {
      // The answer to the last request is written already, or there was none.
      ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }
    ctx.fireUserEventTriggered(event);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close(); // a reset by the peer, mostly: nothing that is of interest to anybody
  }
}
