package io.probeagent.rollout.process;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Picks ports for servers that will be restarted. They must not be ephemeral ones: while such a
 * server is down, a client that dials its port can be given that very port as its own, and connect
 * to itself.
 */
public final class Ports {
  private static final int LEAST = 20_000;
  private static final int MOST = 30_000;

  private Ports() {}

  /** A port of this machine; IPv4, since that is what is listened on. */
  public static InetSocketAddress loopback(int port) {
    try {
      return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    } catch (UnknownHostException neverOfFourBytes) {
      throw new IllegalStateException(neverOfFourBytes);
    }
  }

  /**
   * Whether nobody listens on a port.
   *
   * @throws IOException if there is no such port
   */
  public static boolean isFree(int port) throws IOException {
    if (port > 65_535) {
      throw new IOException("no free port is left up to 65535");
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(loopback(port));
      return true;
    } catch (BindException taken) {
      return false;
    }
  }

  public static InetSocketAddress free() throws IOException {
    IOException last = new IOException("no port was tried");
    for (int i = 0; i < 100; i++) {
      int port = ThreadLocalRandom.current().nextInt(LEAST, MOST);
      InetSocketAddress address = loopback(port);
      try (ServerSocket socket = new ServerSocket()) {
        socket.bind(address);
        return address;
      } catch (IOException e) {
        last = e;
      }
    }
    throw new IOException("no free port found from " + LEAST + " to " + MOST, last);
  }
}
