package io.probeagent.rollout.record;

import java.util.Locale;

/** How a client behaves. None of them ever sends a request twice. */
public enum ClientKind {
  /** A connection for each request. */
  NEW_CONNECTION,
  /** One connection, with pauses between the requests. */
  KEEP_ALIVE,
  /** One connection, the next request right behind the answer. */
  BUSY,
  /** One connection, several requests sent ahead. */
  PIPELINE,
  /** A body that takes its time, now and then announced by {@code Expect: 100-continue}. */
  UPLOAD,
  /** An answer that takes its time, chunk by chunk. */
  STREAM,
  /** Server-sent events, an answer without an end. */
  SSE,
  /** The JDK's own HTTP client. */
  JDK,
  /** HTTP/2 over cleartext with prior knowledge, several streams at once. */
  HTTP2;

  /** As it stands in reports: {@code new-connection}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
