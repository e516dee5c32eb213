package io.probeagent.rollout.traffic;

import java.io.IOException;
import java.net.ConnectException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The one connection of a client: kept as long as the server lets it, then picked anew. */
final class Seat {
  private final Service service;
  private final AtomicInteger open;
  private @Nullable Connection connection;
  private String pod = "";

  /**
   * @param open counts the open connections
   */
  Seat(Service service, AtomicInteger open) {
    this.service = service;
    this.open = open;
  }

  /** Where the connection leads, or the last one led; empty if there was no endpoint. */
  String pod() {
    return pod;
  }

  /**
   * The connection for the next request. Like every client with a pool, this one looks first
   * whether the server has closed it meanwhile: that loses nothing, as long as nothing was sent.
   */
  Connection take(long deadline) throws IOException {
    if (connection != null && connection.isClosedByPeer()) {
      leave();
    }
    Connection kept = connection;
    if (kept == null) {
      Optional<Endpoint> endpoint = service.pick();
      pod = endpoint.map(Endpoint::pod).orElse("");
      kept =
          Connection.open(
              endpoint.orElseThrow(() -> new ConnectException("the Service has no endpoint")),
              deadline);
      open.incrementAndGet();
      connection = kept;
    }
    kept.expect(deadline);
    return kept;
  }

  /** The connection, in the midst of its use. */
  Connection kept() throws IOException {
    if (connection == null) {
      throw new ConnectException("there is no connection");
    }
    return connection;
  }

  /** Closes the connection, if there is one. */
  void leave() {
    Connection left = connection;
    connection = null;
    if (left != null) {
      left.close();
      open.decrementAndGet();
    }
  }
}
