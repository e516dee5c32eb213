package io.probeagent.rollout.daemon;

import io.probeagent.rollout.process.AgentProcess;
import io.probeagent.rollout.process.Await;
import io.probeagent.rollout.process.Child;
import io.probeagent.rollout.process.ClassArchive;
import io.probeagent.rollout.process.Folder;
import io.probeagent.rollout.process.Ports;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A daemon's folder and port, an agent, and what the test starts around them. */
final class Bench implements AutoCloseable {
  private final Path root = Folder.create();
  private final Path dir = Files.createDirectory(root.resolve("run"));
  private final Path home = Files.createDirectory(root.resolve("home"));
  private final int port = Ports.free().getPort();
  private final List<Closeable> opened = new ArrayList<>();

  Bench() throws IOException {
    // Some daemons are other users, and their folders are in here.
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** What is shared with the agent. */
  Path dir() {
    return dir;
  }

  /** The daemon's own folder. */
  Path home() {
    return home;
  }

  /** The port that the daemon listens on. */
  int port() {
    return port;
  }

  <T extends Closeable> T keep(T toClose) {
    opened.add(toClose);
    return toClose;
  }

  /** Starts an agent; it serves when this returns. */
  AgentProcess agent(String... flags) throws Exception {
    List<String> all = new ArrayList<>(List.of(flags));
    all.add("--dir=" + dir);
    all.add("--listen=127.0.0.1:" + Ports.free().getPort());
    Path jar = Path.of(System.getProperty("agent.jar", "")).normalize();
    List<String> command = ClassArchive.agent(jar, all);
    Path log = root.resolve("agent.log");
    Child child = Child.start(command, Map.of(), log, line -> {});
    opened.add(child::close);
    return AgentProcess.started(child, Run.LIMIT);
  }

  /** Starts a daemon that speaks to a socket; it listens when this returns. */
  Run run(Daemon daemon, Path notifySocket) throws IOException, InterruptedException {
    Run run = begin(daemon, notifySocket);
    run.awaitListening();
    return run;
  }

  /** Starts one as it is wanted; does not wait for it. */
  Run begin(Daemon daemon, Path notifySocket, String... more) throws IOException {
    return keep(Run.begin(daemon, home, port, notifySocket, more));
  }

  /** Where the only app of an agent speaks; it is there when this returns. */
  Path awaitNotifySocket() throws IOException, InterruptedException {
    return awaitFile(dir.resolve("notify.sock"));
  }

  static Path awaitFile(Path path) throws IOException, InterruptedException {
    if (!Await.answer(Run.LIMIT, () -> Files.exists(path), there -> there)) {
      throw new IOException("nobody has made " + path);
    }
    return path;
  }

  /** Says one line to a stream socket; returns the answer. */
  static String say(Path socket, String line) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
      ByteBuffer in = ByteBuffer.allocate(4096);
      do {
        if (channel.read(in) < 0) {
          throw new EOFException("the agent did not answer " + line);
        }
      } while (in.get(in.position() - 1) != '\n');
      return new String(in.array(), 0, in.position(), StandardCharsets.UTF_8).strip();
    }
  }

  @Override
  public void close() throws IOException {
    for (int i = opened.size() - 1; i >= 0; i--) {
      opened.get(i).close();
    }
    Folder.delete(root);
  }
}
