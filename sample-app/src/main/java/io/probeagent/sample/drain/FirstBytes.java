package io.probeagent.sample.drain;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/** Tells HTTP/2 by its preface (RFC 9113, 3.4) from HTTP/1.1, for which a connection is set up. */
final class FirstBytes extends ByteToMessageDecoder {

  private static final ByteBuf PREFACE =
      Unpooled.unreleasableBuffer(
          Unpooled.wrappedBuffer("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII))
              .asReadOnly());

  private final Connections connections;
  private final Connection connection;

  private FirstBytes(Connections connections, Connection connection) {
    this.connections = connections;
    this.connection = connection;
  }

  static void install(ChannelPipeline pipeline, Connections connections, Connection connection) {
    FirstBytes first = new FirstBytes(connections, connection);
    RequestDecoder decoder = new RequestDecoder();
    pipeline
        .addLast(first)
        .addLast(decoder)
        .addLast(new ResponseEncoder(decoder.methods()))
        .addLast(
            new Http1Connection(
                connections, connection, () -> first.holdsBytes() || decoder.holdsBytes()))
        .addLast(new OneAtATime());
    connections.addApp(pipeline);
  }

  private boolean holdsBytes() {
    return actualReadableBytes() > 0;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    int length = Math.min(in.readableBytes(), PREFACE.readableBytes());
    boolean http2 = ByteBufUtil.equals(in, in.readerIndex(), PREFACE, 0, length);
    if (!http2) {
      ctx.pipeline().remove(this);
    } else if (length == PREFACE.readableBytes()) {
      toHttp2(ctx.pipeline());
    }
  }

  /** What was read goes on to the handlers behind this one when it leaves. */
  private void toHttp2(ChannelPipeline pipeline) {
    while (pipeline.last() != this) {
      pipeline.removeLast();
    }
    Http2Connection.install(pipeline, connections, connection);
    pipeline.remove(this);
  }
}
