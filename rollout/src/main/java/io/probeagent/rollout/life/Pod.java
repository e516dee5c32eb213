package io.probeagent.rollout.life;

import io.probeagent.rollout.process.AgentProcess;
import io.probeagent.rollout.process.AppProcess;
import io.probeagent.rollout.process.Child;
import io.probeagent.rollout.process.Folder;
import io.probeagent.rollout.process.Java;
import io.probeagent.rollout.process.LifeBroken;
import io.probeagent.rollout.process.Ports;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One pod: a folder, and the processes that share it. None of them survives it, whatever happens.
 */
final class Pod implements AutoCloseable {
  private final Options options;
  private final Path root;
  private final Path folder;
  private final InetSocketAddress address;
  private final List<Child> children = new ArrayList<>();
  private boolean closed;

  private Pod(Options options, Path root, InetSocketAddress address) throws IOException {
    this.options = options;
    this.root = root;
    this.folder = Files.createDirectory(root.resolve("run"));
    this.address = address;
  }

  static Pod create(Options options) throws IOException {
    return new Pod(options, Folder.create(), Ports.free());
  }

  /** What agent and app share. */
  Path folder() {
    return folder;
  }

  /** Where the folder and the logs lie. */
  Path root() {
    return root;
  }

  /** Starts the agent; each time at the same address, as in a pod. */
  AgentProcess startAgent(Duration most) throws IOException, InterruptedException, LifeBroken {
    List<String> flags =
        List.of(
            "--dir=" + folder,
            "--listen=127.0.0.1:" + address.getPort(),
            "--drain-delay=" + options.drainDelay().toMillis() + "ms",
            "--sidecar=native");
    Child child = spawn("agent", options.agentJar(), flags, Map.of(), line -> {});
    return AgentProcess.started(child, most);
  }

  /**
   * Starts the app.
   *
   * @param warmUp how long it takes from listening to being ready
   * @param listener told of each line that it prints
   */
  AppProcess startApp(Duration warmUp, Duration most, Consumer<String> listener)
      throws IOException, InterruptedException, LifeBroken {
    Map<String, String> environment =
        Map.of(
            "PORT", "0",
            "START_DELAY_MS", Long.toString(warmUp.toMillis()),
            "PROBE_DIR", folder.toString());
    Child child = spawn("app", options.appJar(), List.of(), environment, listener);
    return AppProcess.listening(child, most);
  }

  private synchronized Child spawn(
      String name,
      Path jar,
      List<String> arguments,
      Map<String, String> environment,
      Consumer<String> listener)
      throws IOException {
    if (closed) {
      throw new IOException("the pod is closed: no " + name + " is started any more");
    }
    List<String> command = new Java(options.java()).jar(jar, arguments);
    Child child = Child.start(command, environment, root.resolve(name + ".log"), listener);
    children.add(child);
    return child;
  }

  /** Ends what still runs, and removes the folder unless it is to be kept. */
  @Override
  public synchronized void close() throws IOException {
    closed = true;
    children.forEach(Child::close);
    if (!options.keep()) {
      Folder.delete(root);
    }
  }
}
