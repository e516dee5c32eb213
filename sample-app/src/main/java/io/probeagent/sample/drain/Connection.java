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
    OBSERVER,
    /** Its answer would not end: nobody waits for it any more, either. */
    GIVEN_UP
  }

  private final Traffic traffic;
  private final long acceptedAt = System.nanoTime();
  private long usedAt = acceptedAt;
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
        .addListener(done -> traffic.closed(connection.isObserver(), connection.endedByUs));
    return connection;
  }

  /** A request has come. One of an app says what connection this is, whatever came before it. */
  void requested(boolean observer) {
    if (observer && kind == Kind.SILENT) {
      become(Kind.OBSERVER);
    } else if (!observer && (kind == Kind.SILENT || kind == Kind.OBSERVER)) {
      become(Kind.APP);
      traffic.visited(acceptedAt);
    }
  }

  /** No drain waits for it any more. */
  void exclude() {
    become(Kind.GIVEN_UP);
  }

  private void become(Kind next) {
    boolean before = isObserver();
    kind = next;
    if (before != isObserver()) {
      traffic.observed(before ? -1 : 1);
    }
  }

  private boolean isObserver() {
    return kind == Kind.OBSERVER || kind == Kind.GIVEN_UP;
  }

  /** An answer has been written, upon which clients like to ask again. */
  void used() {
    usedAt = System.nanoTime();
  }

  /** Our end was closed before the client's. */
  void endedByUs() {
    endedByUs = true;
  }

  /** Nanoseconds until it was left alone for long enough to be called idle, at most 0 if it was. */
  long youth(long quiet) {
    return isObserver() ? 0 : usedAt + quiet - System.nanoTime();
  }
}
