package io.probeagent.agent.source;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.probeagent.agent.wire.Grammar;
import java.util.List;

/** Cuts a stream into lines; the last one counts without a line break too ({@code printf}). */
final class Lines extends LineBasedFrameDecoder {
  Lines() {
    super(Grammar.MAX_BYTES, true, true);
  }

  // What Netty would otherwise read from annotations: see InboundHandler.

  @Override
  public boolean isSharable() {
    return false;
  }

  @Override
  public void channelRegistered(ChannelHandlerContext ctx) {
    ctx.fireChannelRegistered();
  }

  @Override
  public void channelUnregistered(ChannelHandlerContext ctx) {
    ctx.fireChannelUnregistered();
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    ctx.fireChannelActive();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    ctx.fireChannelWritabilityChanged();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.fireExceptionCaught(cause);
  }

  @Override
  protected void decodeLast(ChannelHandlerContext ctx, ByteBuf in, List<Object> out)
      throws Exception {
    int before = out.size();
    decode(ctx, in, out);
    if (out.size() == before && in.isReadable() && in.readableBytes() <= Grammar.MAX_BYTES) {
      out.add(in.readRetainedSlice(in.readableBytes()));
    }
  }
}
