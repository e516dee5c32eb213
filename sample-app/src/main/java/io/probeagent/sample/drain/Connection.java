package io.probeagent.sample.drain;

import io.netty.channel.Channel;

/** What is known of a connection beside its protocol. Of one event loop once it is registered. */
final class Connection {

  private enum Kind {
    /** No request has come. */
    SILENT,
    /** An app's client. */
    APP,
    /** A probe or a scraper: a drain does not wait for it. */
    OBSERVER
  }

  private final Traffic traffic;
  private final long acceptedAt = System.nanoTime();
  private Kind kind = Kind.SILENT;
  private boolean endedByUs;

  private Connection(Traffic traffic) {
    this.traffic = traffic;
  }

  /** Counts from now on, and until the channel is closed. */
  static Connection opened(Traffic traffic, Channel channel) {
    Connection connection = new Connection(traffic);
    traffic.opened();
    channel
        .closeFuture()
        .addListener(
            done -> traffic.closed(connection.kind == Kind.OBSERVER, connection.endedByUs));
    return connection;
  }

  /** A request has come; the first one says what connection this is. */
  void requested(boolean observer) {
    if (kind != Kind.SILENT) {
      return;
    }
    kind = observer ? Kind.OBSERVER : Kind.APP;
    if (observer) {
      traffic.observed();
    } else {
      traffic.visited(acceptedAt);
    }
  }

  /** No drain waits for it any more. */
  void exclude() {
    if (kind != Kind.OBSERVER) {
      kind = Kind.OBSERVER;
      traffic.observed();
    }
  }

  /** Our end was closed before the client's. */
  void endedByUs() {
    endedByUs = true;
  }

  /** Nanoseconds until a connection on which nothing came is old enough to be called idle. */
  long youth(long quiet) {
    return kind == Kind.SILENT ? acceptedAt + quiet - System.nanoTime() : 0;
  }
}
