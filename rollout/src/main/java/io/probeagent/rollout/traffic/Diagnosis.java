package io.probeagent.rollout.traffic;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameStreamException;
import io.probeagent.rollout.record.Failure;
import io.probeagent.rollout.record.Failure.Kind;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.http.HttpTimeoutException;
import org.jspecify.annotations.Nullable;

/** Says what an exception means for the request that it ended. */
final class Diagnosis {
  private Diagnosis() {}

  static Failure of(Throwable error) {
    return new Failure(kind(error), detail(error));
  }

  /** The first cause that says something; a client may wrap it in one that does not. */
  private static Kind kind(Throwable error) {
    for (@Nullable Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof SocketTimeoutException
          || cause instanceof HttpTimeoutException
          || cause instanceof ConnectTimeoutException) {
        return Kind.TIMEOUT;
      }
      if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
        return Kind.REFUSED;
      }
      if (cause instanceof EOFException) {
        return Kind.EOF;
      }
      if (cause instanceof ProtocolException
          || cause instanceof Http2Exception
          || cause instanceof Http2FrameStreamException) {
        return Kind.PROTOCOL;
      }
    }
    // "Connection reset", "Broken pipe", and whatever else ends a connection.
    return Kind.RESET;
  }

  private static String detail(Throwable error) {
    StringBuilder detail = new StringBuilder();
    for (@Nullable Throwable cause = error; cause != null; cause = cause.getCause()) {
      String message = cause.getMessage();
      String text = message == null ? cause.getClass().getSimpleName() : Request.shown(message);
      if (detail.indexOf(text) < 0) {
        detail.append(detail.isEmpty() ? "" : ": ").append(text);
      }
    }
    return detail.toString();
  }
}
