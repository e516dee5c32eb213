package io.probeagent.rollout.cluster;

import io.probeagent.rollout.process.Child;
import io.probeagent.rollout.process.Daemons;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** Real processes and sockets. None of the processes survives it. */
final class LocalMachine implements Machine, AutoCloseable {
  private static final Duration LONG = Duration.ofDays(1);

  private final Loop loop;
  private final Set<LocalProcess> processes = new HashSet<>();
  private final ExecutorService threads = Executors.newCachedThreadPool(new Daemons("kubelet"));
  private boolean closed;

  LocalMachine(Loop loop) {
    this.loop = loop;
  }

  /** A process, and the handle that knows it from a later one with the same id. */
  private record LocalProcess(Child child, Optional<ProcessHandle> handle) implements Running {
    @Override
    public void terminate() {
      child.terminate();
    }

    @Override
    public void kill() {
      // Found before the kill: afterwards they are somebody else's children.
      List<ProcessHandle> children = handle.stream().flatMap(ProcessHandle::descendants).toList();
      handle.ifPresent(ProcessHandle::destroyForcibly);
      children.forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public String tail() {
      return child.output().tail();
    }
  }

  @Override
  public synchronized Running run(Program program, Consumer<String> lines, IntConsumer ended)
      throws IOException {
    if (closed) {
      throw new IOException("closed: " + program.name() + " is not started any more");
    }
    Child child = Child.start(program.command(), program.environment(), program.log(), lines);
    LocalProcess process = new LocalProcess(child, ProcessHandle.of(child.pid()));
    processes.add(process);
    threads.execute(
        () -> {
          int code = awaitExit(process);
          loop.execute(() -> ended.accept(code));
        });
    return process;
  }

  private int awaitExit(LocalProcess process) {
    try {
      OptionalInt code = OptionalInt.empty();
      while (code.isEmpty()) {
        code = process.child().awaitExit(LONG);
      }
      synchronized (this) {
        processes.remove(process);
      }
      return code.getAsInt();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  @Override
  public void probe(ProbeSpec spec, InetSocketAddress address, Consumer<ProbeAnswer> answer) {
    call(
        () -> {
          ProbeAnswer said = Kubelet.probe(spec, address);
          loop.execute(() -> answer.accept(said));
        });
  }

  @Override
  public void hook(
      Hook hook, InetSocketAddress address, Duration most, Consumer<HookAnswer> answer) {
    call(
        () -> {
          HookAnswer said = Kubelet.hook(hook, address, most);
          loop.execute(() -> answer.accept(said));
        });
  }

  private void call(Runnable task) {
    try {
      threads.execute(task);
    } catch (RejectedExecutionException closedMeanwhile) {
      // Nobody waits for the answer any more.
    }
  }

  /** Kills all that still runs; returns when it is gone. */
  @Override
  public void close() {
    List<LocalProcess> left;
    synchronized (this) {
      closed = true;
      left = List.copyOf(processes);
    }
    left.forEach(LocalProcess::kill);
    left.forEach(process -> process.child().close());
    threads.shutdown();
  }
}
