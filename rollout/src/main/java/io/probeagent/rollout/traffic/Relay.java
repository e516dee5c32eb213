package io.probeagent.rollout.traffic;

import io.probeagent.rollout.process.Daemons;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A Service's address on loopback, for clients that cannot choose an endpoint for each connection
 * themselves. It stands in for kube-proxy's DNAT: each connection goes to an endpoint that is
 * picked when it is made, and stays there. It differs in that
 *
 * <ul>
 *   <li>the client's connection is made before that to the pod, so a pod that refuses looks like a
 *       reset to the client; {@link #refusal} tells them apart,
 *   <li>bytes are copied, and wait in this process for a moment; a reset overtakes those that do.
 * </ul>
 *
 * An end in order is passed on as such, direction by direction, and a reset as a reset.
 */
public final class Relay implements AutoCloseable {
  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final int BACKLOG = 50;

  private final ServerSocket listener;
  private final Service service;
  private final int connectMillis;
  private final Set<Splice> open = ConcurrentHashMap.newKeySet();
  private volatile Latest latest = new Latest("", null);
  private volatile boolean closed;

  private record Latest(String pod, @Nullable String refusal) {}

  private Relay(ServerSocket listener, Service service, Duration connectLimit) {
    this.listener = listener;
    this.service = service;
    this.connectMillis = (int) Math.min(Integer.MAX_VALUE, connectLimit.toMillis());
  }

  /**
   * Listens on a free port of loopback.
   *
   * @param connectLimit for a connection to an endpoint, 1 ms or more
   */
  public static Relay start(Service service, Duration connectLimit) throws IOException {
    ServerSocket listener = new ServerSocket(0, BACKLOG, InetAddress.getByAddress(LOOPBACK));
    Relay relay = new Relay(listener, service, connectLimit);
    new Daemons("relay-" + listener.getLocalPort()).newThread(relay::accept).start();
    return relay;
  }

  public InetSocketAddress address() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  /** Where the latest connection leads; empty if there was none, or no endpoint for it. */
  public String pod() {
    return latest.pod();
  }

  /** Why the latest connection could not be passed on; null if it was. */
  public @Nullable String refusal() {
    return latest.refusal();
  }

  /** How many connections are open. */
  public int open() {
    return open.size();
  }

  private void accept() {
    while (!closed) {
      try {
        Socket client = listener.accept();
        connect(client);
      } catch (IOException e) {
        // Of one connection; if it is the listener's own, closed says so.
        if (listener.isClosed()) {
          return;
        }
      }
    }
  }

  private void connect(Socket client) {
    Endpoint endpoint = service.pick().orElse(null);
    if (endpoint == null) {
      latest = new Latest("", "the Service has no endpoint");
      Splice.reset(client);
      return;
    }
    latest = new Latest(endpoint.pod(), null);
    Socket server = new Socket();
    try {
      server.connect(endpoint.address(), connectMillis);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
    } catch (IOException e) {
      // Told before the client can see it.
      latest = new Latest(endpoint.pod(), Diagnosis.of(e).detail());
      Splice.reset(server);
      Splice.reset(client);
      return;
    }
    Splice splice = new Splice(client, server, open::remove);
    open.add(splice);
    splice.start();
    if (closed) {
      splice.close();
    }
  }

  /** Ends all connections, in order. */
  @Override
  public void close() {
    closed = true;
    try {
      listener.close();
    } catch (IOException alreadyGone) {
      // It is closed all the same.
    }
    open.forEach(Splice::close);
  }
}
