package io.probeagent.agent.http;

/** The first bytes of a connection, all of what was there when they were read. */
interface Opening extends Connections.Peer {
  /**
   * They are one whole request, which is all that is answered on the connection, and ask for this
   * whenever a connection begins with them.
   */
  void means(Endpoints.Asked asked);
}
