package io.probeagent.agent.http;

import java.net.InetSocketAddress;

/** A bound port. */
interface Door {
  /** From now on connections are taken; on the event loop. */
  void open();

  /** Where it is, or was. */
  InetSocketAddress address();

  /** No more are; waits until that is so. */
  void close();
}
