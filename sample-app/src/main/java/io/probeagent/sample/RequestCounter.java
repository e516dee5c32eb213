package io.probeagent.sample;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Stands next to the codec of a connection and knows which answers it owes. A request counts from
 * the moment its head is decoded, and is uncounted exactly once: when its answer is written, or
 * when the connection is gone. Decides after which answer the connection ends.
 */
final class RequestCounter extends ChannelDuplexHandler {

  /** Fired into the pipeline to close the connection if it owes nothing. */
  static final Object CLOSE_IF_IDLE =
      new Object() {
        @Override
        public String toString() {
          return "CLOSE_IF_IDLE";
        }
      };

  private record Request(Route route, HttpVersion version, boolean keepAlive) {}

  private final Traffic traffic;
  private final Deque<Request> owed = new ArrayDeque<>();
  private boolean halfDecoded;
  private boolean peerSaidAll;
  private boolean closing;

  RequestCounter(Traffic traffic) {
    this.traffic = traffic;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) {
    if (msg instanceof HttpRequest head) {
      boolean keepAlive = HttpUtil.isKeepAlive(head) && head.decoderResult().isSuccess();
      Request request = new Request(Route.of(head.uri()), head.protocolVersion(), keepAlive);
      owed.add(request);
      traffic.begin(request.route);
      halfDecoded = true;
    }
    if (msg instanceof LastHttpContent) {
      halfDecoded = false;
    }
    ctx.fireChannelRead(msg);
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
    if (msg instanceof HttpResponse head) {
      if (head.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
        ctx.write(msg, promise);
        return;
      }
      closing = sayWhetherItIsTheLast(head);
    }
    ChannelPromise written = promise.unvoid();
    if (msg instanceof LastHttpContent) {
      written.addListener(done -> answered(ctx));
    }
    ctx.write(msg, written);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
    if (event == CLOSE_IF_IDLE) {
      closeIfIdle(ctx);
      return;
    }
    if (event instanceof ChannelInputShutdownEvent) {
      peerSaidAll = true;
      if (halfDecoded) {
        // The rest of this request will never come.
        ctx.close();
      }
      closeIfIdle(ctx);
    }
    ctx.fireUserEventTriggered(event);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    while (!owed.isEmpty()) {
      traffic.end(owed.remove().route);
    }
    ctx.fireChannelInactive();
  }

  /** Never the last while others are owed behind it, unless the peer wanted it so. */
  private boolean sayWhetherItIsTheLast(HttpResponse head) {
    Request request = owed.peek();
    boolean ends = request == null || !request.keepAlive || !HttpUtil.isKeepAlive(head);
    if (ends || (owed.size() == 1 && (peerSaidAll || isFinishing()))) {
      head.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
      return true;
    }
    HttpUtil.setKeepAlive(head.headers(), request.version, true);
    return false;
  }

  private void answered(ChannelHandlerContext ctx) {
    Request request = owed.poll();
    if (request != null) {
      traffic.end(request.route);
    }
    if (closing) {
      ctx.close();
    } else if (peerSaidAll || isFinishing()) {
      closeIfIdle(ctx);
    }
  }

  private void closeIfIdle(ChannelHandlerContext ctx) {
    if (owed.isEmpty()) {
      ctx.close();
    }
  }

  private boolean isFinishing() {
    return traffic.phase().compareTo(Drain.Phase.FINISH) >= 0;
  }
}
