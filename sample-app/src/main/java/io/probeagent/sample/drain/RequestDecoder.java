package io.probeagent.sample.drain;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * As in {@code HttpServerCodec}, which does not say whether it holds bytes of a request: a client
 * that has sent half a head is not idle.
 */
final class RequestDecoder extends HttpRequestDecoder {

  private final Queue<HttpMethod> methods = new ArrayDeque<>();

  /** Those of the requests that are not answered. */
  Queue<HttpMethod> methods() {
    return methods;
  }

  boolean holdsBytes() {
    return actualReadableBytes() > 0;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf buffer, List<Object> out)
      throws Exception {
    int before = out.size();
    super.decode(ctx, buffer, out);
    for (int i = before; i < out.size(); i++) {
      if (out.get(i) instanceof HttpRequest head) {
        methods.add(head.method());
      }
    }
  }
}
