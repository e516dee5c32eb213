package io.probeagent.sample.drain;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpStatusClass;
import java.util.Queue;

/** As in {@code HttpServerCodec}: an answer to HEAD has no body, whatever its header says. */
final class ResponseEncoder extends HttpResponseEncoder {

  private final Queue<HttpMethod> methods;

  ResponseEncoder(Queue<HttpMethod> methods) {
    this.methods = methods;
  }

  @Override
  protected boolean isContentAlwaysEmpty(HttpResponse head) {
    boolean informational = head.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    HttpMethod method = informational ? methods.peek() : methods.poll();
    return HttpMethod.HEAD.equals(method) || super.isContentAlwaysEmpty(head);
  }
}
