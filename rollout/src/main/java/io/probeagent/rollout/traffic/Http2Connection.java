package io.probeagent.rollout.traffic;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2ChannelDuplexHandler;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2FrameStreamException;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.util.ReferenceCountUtil;
import io.probeagent.rollout.record.Failure;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A connection of HTTP/2, with prior knowledge (RFC 9113, 3.3). It closes itself once it is retired
 * and owes no answer. PINGs and SETTINGS are acknowledged by the codec.
 */
final class Http2Connection extends Http2ChannelDuplexHandler {
  /** Is told on the event loop what becomes of calls; each ends once. */
  interface Owner {
    void answered(String pod, Http2Call call, @Nullable Failure failure);

    void handedBack(String pod, Http2Call call);

    /** It takes no further call. */
    void retired(Http2Connection connection);

    /** Its channel is open. */
    void opened();

    /** Its channel is closed. */
    void closed();

    /** It has ended, whether or not it was ever open. */
    void over(Http2Connection connection);
  }

  private final String pod;
  private final EventLoop loop;
  private final Owner owner;
  private final Set<Http2Call> calls = new LinkedHashSet<>();
  private @Nullable ChannelHandlerContext active;
  private @Nullable Throwable broken;
  private boolean retired;
  private boolean over;

  /**
   * A reset may show in a write of the codec, such as of an acknowledgement. Netty then closes the
   * channel, which would look like an end in order.
   */
  private final class WriteErrors extends ChannelOutboundHandlerAdapter {
    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
      ctx.write(message, promise.unvoid())
          .addListener(
              written -> {
                if (broken == null
                    && written.cause() instanceof IOException
                    && !(written.cause() instanceof ClosedChannelException)) {
                  broken = written.cause();
                }
              });
    }
  }

  Http2Connection(String pod, EventLoop loop, Owner owner) {
    this.pod = pod;
    this.loop = loop;
    this.owner = owner;
  }

  ChannelHandler initializer() {
    return new ChannelInitializer<Channel>() {
      @Override
      protected void initChannel(Channel channel) {
        channel
            .pipeline()
            .addLast(
                new WriteErrors(),
                Http2FrameCodecBuilder.forClient().gracefulShutdownTimeoutMillis(0).build(),
                Http2Connection.this);
      }
    };
  }

  /** Sends a request, at once or when connected. */
  void ask(Http2Call call, Duration patience) {
    calls.add(call);
    call.limit = loop.schedule(() -> giveUp(call), patience.toNanos(), TimeUnit.NANOSECONDS);
    if (active != null) {
      send(active, call);
      active.flush();
    }
  }

  /** Takes no further call. */
  void retire() {
    if (!retired) {
      retired = true;
      owner.retired(this);
    }
    closeIfDone();
  }

  /** All that is under way has failed. */
  void end(Throwable cause) {
    if (over) {
      return;
    }
    over = true;
    retire();
    Failure failure = Diagnosis.of(cause);
    List.copyOf(calls).forEach(call -> settle(call, failure));
    owner.over(this);
  }

  private void send(ChannelHandlerContext ctx, Http2Call call) {
    Http2FrameStream stream = newStream();
    call.stream = stream;
    String body = call.request.body();
    Http2Headers headers =
        new DefaultHttp2Headers()
            .method(call.request.method())
            .scheme("http")
            .authority("service")
            .path(call.request.path())
            .add("user-agent", "rollout");
    ctx.write(new DefaultHttp2HeadersFrame(headers, body.isEmpty()).stream(stream))
        .addListener(
            sent -> {
              if (!sent.isSuccess()) {
                settle(call, Diagnosis.of(sent.cause()));
              }
            });
    if (!body.isEmpty()) {
      ctx.write(
          new DefaultHttp2DataFrame(Unpooled.copiedBuffer(body, ISO_8859_1), true).stream(stream));
    }
  }

  private void giveUp(Http2Call call) {
    Http2FrameStream stream = call.stream;
    if (active != null && stream != null) {
      active.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.CANCEL).stream(stream));
    }
    settle(call, Diagnosis.of(new SocketTimeoutException("no answer in time")));
  }

  private void settle(Http2Call call, @Nullable Failure failure) {
    if (calls.remove(call)) {
      call.cancelLimit();
      owner.answered(pod, call, failure);
      closeIfDone();
    }
  }

  private void closeIfDone() {
    if (retired && calls.isEmpty() && active != null) {
      active.close();
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    active = ctx;
    owner.opened();
    List.copyOf(calls).forEach(call -> send(ctx, call));
    ctx.flush();
    closeIfDone();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object frame) {
    try {
      if (frame instanceof Http2HeadersFrame headers) {
        onHeaders(headers);
      } else if (frame instanceof Http2DataFrame data) {
        onData(ctx, data);
      } else if (frame instanceof Http2ResetFrame reset) {
        Http2Call call = call(reset.stream());
        Http2Error error = Http2Error.valueOf(reset.errorCode());
        if (call != null) {
          settle(call, new Failure(Failure.Kind.RESET, "RST_STREAM " + error));
        }
      } else if (frame instanceof Http2GoAwayFrame goAway) {
        onGoAway(goAway.lastStreamId());
      }
    } finally {
      ReferenceCountUtil.release(frame);
    }
  }

  private void onHeaders(Http2HeadersFrame frame) {
    Http2Call call = call(frame.stream());
    if (call == null) {
      return;
    }
    CharSequence status = frame.headers().status();
    if (status != null) {
      call.status = Integer.parseInt(status.toString());
    }
    if (frame.isEndStream()) {
      answered(call);
    }
  }

  private void onData(ChannelHandlerContext ctx, Http2DataFrame frame) {
    Http2Call call = call(frame.stream());
    ctx.write(
        new DefaultHttp2WindowUpdateFrame(frame.initialFlowControlledBytes())
            .stream(frame.stream()));
    if (call != null) {
      byte[] bytes = new byte[frame.content().readableBytes()];
      frame.content().readBytes(bytes);
      call.take(bytes);
      if (frame.isEndStream()) {
        answered(call);
      }
    }
  }

  private void answered(Http2Call call) {
    settle(call, call.request.judge(call.status, call.body.toString(ISO_8859_1)));
  }

  private void onGoAway(int lastStream) {
    retire();
    for (Http2Call call : List.copyOf(calls)) {
      if (call.stream != null && call.stream.id() > lastStream) {
        calls.remove(call);
        call.cancelLimit();
        owner.handedBack(pod, call);
      }
    }
    closeIfDone();
  }

  private @Nullable Http2Call call(@Nullable Http2FrameStream stream) {
    for (Http2Call call : calls) {
      if (call.stream == stream) {
        return call;
      }
    }
    return null;
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    ctx.flush();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof Http2FrameStreamException ofStream) {
      Http2Call call = call(ofStream.stream());
      if (call != null) {
        settle(call, Diagnosis.of(cause));
      }
    } else if (broken == null) {
      broken = cause;
      ctx.close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    owner.closed();
    active = null;
    end(broken != null ? broken : new EOFException("connection closed before the answer"));
  }
}
