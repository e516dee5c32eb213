package io.probeagent.rollout.traffic;

import io.probeagent.rollout.process.Daemons;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Two connections made one: what one side sends or does, the other side gets. */
final class Splice implements AutoCloseable {
  private final Socket client;
  private final Socket server;
  private final Consumer<Splice> onEnd;
  private volatile boolean closing;
  private final AtomicInteger directions = new AtomicInteger(2);

  Splice(Socket client, Socket server, Consumer<Splice> onEnd) {
    this.client = client;
    this.server = server;
    this.onEnd = onEnd;
  }

  void start() {
    new Daemons("relay-up-" + client.getPort()).newThread(() -> copy(client, server)).start();
    new Daemons("relay-down-" + client.getPort()).newThread(() -> copy(server, client)).start();
  }

  private void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException broken) {
      if (!closing) {
        reset(client);
        reset(server);
      }
    }
    if (directions.decrementAndGet() == 0) {
      close();
    }
  }

  @Override
  public void close() {
    closing = true;
    try (client;
        server) {
      onEnd.accept(this);
    } catch (IOException alreadyGone) {
      // They are closed all the same.
    }
  }

  /** Closes with a reset; does nothing to one that is closed. */
  static void reset(Socket socket) {
    try (socket) {
      socket.setSoLinger(true, 0);
    } catch (IOException alreadyGone) {
      // It is closed all the same.
    }
  }
}
