package io.probeagent.rollout.daemon;

import io.probeagent.rollout.process.Await;
import io.probeagent.rollout.process.Child;
import io.probeagent.rollout.process.HttpCall;
import io.probeagent.rollout.process.Ports;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One run of a daemon: a process and all that it forks, in a session of their own. */
final class Run implements Closeable {
  static final Duration LIMIT = Duration.ofSeconds(60);

  private final Daemon daemon;
  private final Child child;
  private final Path log;
  private final int port;

  private Run(Daemon daemon, Child child, Path log, int port) {
    this.daemon = daemon;
    this.child = child;
    this.log = log;
    this.port = port;
  }

  /** Starts one, with more arguments than usual. */
  static Run begin(Daemon daemon, Path dir, int port, Path notifySocket, String... more)
      throws IOException {
    // As it is no leader of a group, setsid does not fork: the pid is the daemon's.
    List<String> command = new ArrayList<>(List.of("setsid"));
    command.addAll(daemon.command(dir, port));
    command.addAll(List.of(more));
    Path log = dir.resolve("daemon.log");
    Map<String, String> environment = Map.of("NOTIFY_SOCKET", notifySocket.toString());
    return new Run(daemon, Child.start(command, environment, log, line -> {}), log, port);
  }

  /** Waits until it listens. */
  void awaitListening() throws IOException, InterruptedException {
    if (!Await.answer(LIMIT, () -> Listener.on(port) || !child.isAlive(), done -> done)
        || !child.isAlive()) {
      throw new IOException(daemon + " does not listen; it said: " + child.output().tail());
    }
    ask();
  }

  /** Sends a signal, such as HUP, to the first process alone. */
  void signal(String name) throws IOException, InterruptedException {
    kill(name, List.of(Long.toString(child.pid())));
  }

  /** Sends one that makes it reload; returns when it has printed that it did. */
  void reload(String signal) throws IOException, InterruptedException {
    long before = timesReloaded();
    signal(signal);
    if (!daemon.reloaded().isEmpty()
        && !Await.answer(LIMIT, () -> timesReloaded() > before, done -> done)) {
      throw new IOException(daemon + " has not reloaded; it said: " + child.output().tail());
    }
    ask();
  }

  private void ask() throws IOException {
    if (daemon.isAsked()) {
      try (HttpCall call = HttpCall.to(Ports.loopback(port), LIMIT)) {
        call.send("GET", "/", "test");
        call.answer();
      }
    }
  }

  private long timesReloaded() {
    return child.output().lines().stream().filter(l -> l.contains(daemon.reloaded())).count();
  }

  /** Sends one that makes it stop; returns when nothing is left of it. */
  void stop(String signal) throws IOException, InterruptedException {
    signal(signal);
    awaitEnd();
  }

  /** SIGKILL to one process that it has forked; returns when that one is gone. */
  void killChild() throws IOException, InterruptedException {
    ProcessHandle worker =
        ProcessHandle.of(child.pid()).stream()
            .flatMap(ProcessHandle::children)
            .findFirst()
            .orElseThrow(() -> new IOException(daemon + " has no other process"));
    kill("KILL", List.of(Long.toString(worker.pid())));
    if (Await.answer(LIMIT, worker::isAlive, alive -> !alive)) {
      throw new IOException(worker.pid() + " of " + daemon + " is not to be killed");
    }
    ask();
  }

  /** SIGKILL to all of its processes at once; returns when nothing is left of it. */
  void kill() throws IOException, InterruptedException {
    // Workers may be in groups of their own, as PostgreSQL's are.
    List<String> all = new ArrayList<>(List.of("-" + child.pid()));
    ProcessHandle.of(child.pid()).stream()
        .flatMap(ProcessHandle::descendants)
        .forEach(worker -> all.add(Long.toString(worker.pid())));
    kill("KILL", all);
    awaitEnd();
  }

  /** Waits until nothing is left of it. */
  void awaitEnd() throws IOException, InterruptedException {
    if (child.awaitExit(LIMIT).isEmpty()
        || !Await.answer(LIMIT, () -> !Listener.on(port), gone -> gone)) {
      throw new IOException(daemon + " does not end; it said: " + child.output().tail());
    }
  }

  private void kill(String signal, List<String> processes)
      throws IOException, InterruptedException {
    // The shell's own: the program is of a package that need not be there.
    List<String> command =
        new ArrayList<>(List.of("sh", "-c", "kill \"$@\"", "kill", "-s", signal, "--"));
    command.addAll(processes);
    try (Child kill = Child.start(command, Map.of(), log, line -> {})) {
      kill.awaitExit(LIMIT);
    }
  }

  boolean isAlive() {
    return child.isAlive();
  }

  @Override
  public void close() throws IOException {
    try {
      if (child.isAlive()) {
        kill();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    child.close();
  }
}
