package io.probeagent.rollout.traffic;

import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.util.concurrent.Future;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** A request over HTTP/2, and what has come of its answer. */
final class Http2Call {
  private static final int MOST_KEPT = 1 << 20;

  final Request request;
  final long start = System.nanoTime();
  final ByteArrayOutputStream body = new ByteArrayOutputStream();
  int status;

  /** Null until it is sent. */
  @Nullable Http2FrameStream stream;

  @Nullable Future<?> limit;

  Http2Call(Request request) {
    this.request = request;
  }

  /** Long answers come only from apps whose answers are not compared. */
  void take(byte[] bytes) {
    if (body.size() + bytes.length > MOST_KEPT) {
      body.reset();
    }
    body.writeBytes(bytes);
  }

  void cancelLimit() {
    if (limit != null) {
      limit.cancel(false);
    }
  }
}
