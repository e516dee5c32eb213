package io.probeagent.rollout.traffic;

import io.probeagent.rollout.process.Ports;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A server by a script; when that ends, it closes the connection. */
final class FakeServer implements Closeable, Service {
  private final ServerSocket listener = new ServerSocket();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Script script;
  final AtomicInteger connections = new AtomicInteger();
  final AtomicInteger picks = new AtomicInteger();

  /** What happens on a connection; they are counted from 1. */
  interface Script {
    void serve(Peer peer, int connection) throws IOException;
  }

  /** What happens to a request. */
  interface OnRequest {
    void serve(Peer peer, Peer.Received request) throws IOException;
  }

  FakeServer(Script script) throws IOException {
    this.script = script;
    listener.bind(Ports.loopback(0));
    daemon(this::accept);
  }

  /** The same for each request; it counts them. */
  static FakeServer each(AtomicInteger requests, OnRequest script) throws IOException {
    return new FakeServer(
        (peer, connection) -> {
          for (Peer.Received next = peer.receive(); next != null; next = peer.receive()) {
            requests.incrementAndGet();
            script.serve(peer, next);
          }
        });
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        open.add(socket);
        int number = connections.incrementAndGet();
        daemon(() -> serve(socket, number));
      }
    } catch (IOException closed) {
      // The end.
    }
  }

  private void serve(Socket socket, int number) {
    try (socket) {
      script.serve(new Peer(socket), number);
    } catch (IOException gone) {
      // Scripts tell what matters.
    }
    open.remove(socket);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  /** Pods are named after the number of the pick. */
  @Override
  public Optional<Endpoint> pick() {
    return Optional.of(new Endpoint("pod-" + picks.incrementAndGet(), address()));
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "fake-server");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
