package io.probeagent.bench.subject;

import io.probeagent.bench.load.Loopback;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Picks ports below those that the kernel gives to clients: else a probe may connect to itself. */
final class Ports {
  private static final int LEAST = 20_000;
  private static final int MOST = 30_000;

  private Ports() {}

  static int free() throws IOException {
    IOException last = new IOException("no port was tried");
    for (int i = 0; i < 100; i++) {
      int port = ThreadLocalRandom.current().nextInt(LEAST, MOST);
      try (ServerSocket socket = new ServerSocket()) {
        socket.bind(Loopback.port(port));
        return socket.getLocalPort();
      } catch (IOException e) {
        last = e;
      }
    }
    throw new IOException("no free port found from " + LEAST + " to " + MOST, last);
  }
}
