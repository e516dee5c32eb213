package io.probeagent.rollout.life;

import io.probeagent.rollout.process.Java;
import io.probeagent.rollout.process.Ports;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;

/**
 * A server that has never heard of an agent: it holds connections until their clients go. On
 * SIGTERM it closes its listener, and ends behind the last connection.
 */
final class PlainServer {
  private static final int BACKLOG = 4096;

  private PlainServer() {}

  /** The command that runs one. */
  static List<String> command(int port) throws Exception {
    Path main =
        Path.of(PlainServer.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path ports = Path.of(Ports.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return List.of(
        Java.running().toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        main + ":" + ports,
        PlainServer.class.getName(),
        String.valueOf(port));
  }

  public static void main(String[] arguments) throws IOException {
    Selector selector = Selector.open();
    ServerSocketChannel listener = ServerSocketChannel.open();
    Thread server = Thread.currentThread();
    // Before it listens: who is seen to listen may be stopped at once.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(listener, selector, server)));
    listener.bind(Ports.loopback(Integer.parseInt(arguments[0])), BACKLOG);
    listener.configureBlocking(false);
    listener.register(selector, SelectionKey.OP_ACCEPT);
    while (listener.isOpen() || selector.keys().stream().anyMatch(SelectionKey::isValid)) {
      selector.select(key -> serve(key, selector));
    }
  }

  private static void stop(ServerSocketChannel listener, Selector selector, Thread server) {
    try {
      listener.close();
      selector.wakeup();
      server.join();
    } catch (IOException | InterruptedException e) {
      System.err.println(e);
    }
  }

  private static void serve(SelectionKey key, Selector selector) {
    try {
      if (key.channel() instanceof ServerSocketChannel listener) {
        for (SocketChannel next = listener.accept(); next != null; next = listener.accept()) {
          next.configureBlocking(false);
          next.register(selector, SelectionKey.OP_READ);
        }
      } else if (((SocketChannel) key.channel()).read(ByteBuffer.allocate(64)) < 0) {
        key.channel().close();
      }
    } catch (IOException e) {
      key.cancel();
      System.err.println(e);
    }
  }
}
