package io.probeagent.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Listens on a real unix socket, records each line it gets, and answers as it was told to. */
final class FakeAgent implements AutoCloseable {

  static final UnaryOperator<String> OK = line -> "OK\n";
  static final UnaryOperator<String> SILENT = line -> "";
  static final String END = "<end of connection>";

  private final Path socket;
  private final ServerSocketChannel server;
  private final UnaryOperator<String> answers;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final Queue<SocketChannel> connections = new ConcurrentLinkedQueue<>();

  /** The answers carry their newlines themselves. */
  FakeAgent(Path folder, UnaryOperator<String> answers) throws IOException {
    this.socket = folder.resolve("signal.sock");
    this.answers = answers;
    this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    start(this::accept);
  }

  /** The next line, in the order of arrival. */
  String line() throws InterruptedException {
    String line = lines.poll(30, TimeUnit.SECONDS);
    assertThat(line).as("a line within 30 s").isNotNull();
    return line;
  }

  List<String> lines(int count) throws InterruptedException {
    List<String> some = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      some.add(line());
    }
    return some;
  }

  /** What has arrived and was not yet asked for. */
  List<String> linesSoFar() {
    List<String> some = new ArrayList<>();
    lines.drainTo(some);
    return some;
  }

  List<String> linesUntil(String last) throws InterruptedException {
    List<String> some = new ArrayList<>();
    do {
      some.add(line());
    } while (!some.get(some.size() - 1).equals(last));
    return some;
  }

  @Override
  public void close() throws IOException {
    server.close();
    Files.deleteIfExists(socket);
    for (SocketChannel connection : connections) {
      connection.close();
    }
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel connection = server.accept();
        connections.add(connection);
        start(() -> serve(connection));
      }
    } catch (IOException e) {
      // Closed: the test is over, or the agent is to be gone.
    }
  }

  private void serve(SocketChannel connection) {
    try (connection;
        Reader bytes = Channels.newReader(connection, UTF_8);
        BufferedReader reader = new BufferedReader(bytes)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
        ByteBuffer answer = UTF_8.encode(answers.apply(line));
        while (answer.hasRemaining()) {
          connection.write(answer);
        }
      }
    } catch (IOException e) {
      // As above.
    }
    lines.add(END);
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "fake-agent");
    thread.setDaemon(true);
    thread.start();
  }
}
