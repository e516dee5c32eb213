package io.probeagent.bench.load;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Addresses of this machine; IPv4, since that is what is listened on. */
public final class Loopback {
  private Loopback() {}

  public static InetSocketAddress port(int port) {
    try {
      return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    } catch (UnknownHostException neverOfFourBytes) {
      throw new IllegalStateException(neverOfFourBytes);
    }
  }
}
