package io.probeagent.agent.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The far end of one connection that has no socket. */
final class Peer implements AutoCloseable {
  private final Line line;

  Peer(ChannelHandler handler) {
    this(handler, new ChannelOutboundHandlerAdapter());
  }

  private Peer(ChannelHandler handler, ChannelHandler nearest) {
    line = new Line(nearest, new HttpRequestDecoder(HttpServer.decoder()), handler);
    line.freezeTime();
  }

  /** One that does not read: what is written to it stays under way. */
  static Peer deaf(ChannelHandler handler) {
    return new Peer(
        handler,
        new ChannelOutboundHandlerAdapter() {
          @Override
          public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            ReferenceCountUtil.release(message);
          }
        });
  }

  /** Sends lines, each with its line break, and an empty one; returns what is answered at once. */
  String ask(String... lines) {
    return send(String.join("\r\n", lines) + "\r\n\r\n");
  }

  /** Sends a text as it is; returns what is answered at once. */
  String send(String text) {
    send(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
    return received();
  }

  void send(ByteBuf bytes) {
    line.pipeline().fireChannelRead(bytes).fireChannelReadComplete();
  }

  /** What was answered since the last look. */
  String received() {
    line.runPendingTasks();
    StringBuilder text = new StringBuilder();
    for (ByteBuf part = line.readOutbound(); part != null; part = line.readOutbound()) {
      text.append(part.toString(StandardCharsets.UTF_8));
      part.release();
    }
    return text.toString();
  }

  /** Ends this side; the answers still come. Returns those that come at once. */
  String endOutput() {
    line.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
    return received();
  }

  /** Goes away. */
  void leave() {
    line.close().syncUninterruptibly();
    line.runPendingTasks();
  }

  /** Goes away, and throws away what it has not read. */
  @Override
  public void close() {
    line.finishAndReleaseAll();
  }

  /** Lets the connection's own time pass. */
  void pass(Duration time) {
    line.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
    line.runScheduledPendingTasks();
  }

  /** Whether nothing more will be answered. */
  boolean sawEnd() {
    return line.outputShutdown || isClosed();
  }

  boolean isClosed() {
    line.runPendingTasks();
    return !line.isOpen();
  }

  /** An embedded channel whose two directions end by themselves, as those of TCP do. */
  private static final class Line extends EmbeddedChannel implements DuplexChannel {
    private boolean outputShutdown;

    Line(ChannelHandler... handlers) {
      super(handlers);
    }

    @Override
    public boolean isInputShutdown() {
      return false;
    }

    @Override
    public boolean isOutputShutdown() {
      return outputShutdown;
    }

    @Override
    public boolean isShutdown() {
      return !isOpen();
    }

    @Override
    public ChannelFuture shutdownOutput() {
      return shutdownOutput(newPromise());
    }

    @Override
    public ChannelFuture shutdownOutput(ChannelPromise promise) {
      outputShutdown = true;
      return promise.setSuccess();
    }

    @Override
    public ChannelFuture shutdownInput() {
      throw new UnsupportedOperationException();
    }

    @Override
    public ChannelFuture shutdownInput(ChannelPromise promise) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ChannelFuture shutdown() {
      throw new UnsupportedOperationException();
    }

    @Override
    public ChannelFuture shutdown(ChannelPromise promise) {
      throw new UnsupportedOperationException();
    }
  }
}
