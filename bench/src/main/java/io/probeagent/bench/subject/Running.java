package io.probeagent.bench.subject;

import io.probeagent.bench.load.Probe;
import io.probeagent.bench.proc.Family;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** A subject that runs, and has answered its first probe. */
public final class Running implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final long LOOK_NANOS = 200_000;

  private final Subject subject;
  private final Path folder;
  private final int port;
  private final Process process;
  private long startNanos;

  private Running(Subject subject, Path folder, int port, Process process) {
    this.subject = subject;
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  /** Starts it, and returns as soon as it answers 200. */
  public static Running start(Subject subject) throws IOException {
    Path folder = Files.createTempDirectory("bench");
    int port = Ports.free();
    Subject.Launch launch = subject.launch(port, folder);
    ProcessBuilder builder =
        new ProcessBuilder(launch.command())
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(folder.resolve("log").toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(Set.of("PATH"));
    environment.putAll(launch.environment());
    long start = System.nanoTime();
    Running running = new Running(subject, folder, port, builder.start());
    try {
      running.await();
      running.startNanos = System.nanoTime() - start;
      return running;
    } catch (IOException e) {
      running.close();
      throw e;
    }
  }

  public Subject subject() {
    return subject;
  }

  /** The folder that it was given. */
  public Path folder() {
    return folder;
  }

  public int port() {
    return port;
  }

  public Family family() {
    return Family.of(process.pid());
  }

  /** From the start of the process to the end of the first 200. */
  public long startNanos() {
    return startNanos;
  }

  public Probe probe() {
    return new Probe(port, subject.path());
  }

  private void await() throws IOException {
    long end = System.nanoTime() + LIMIT.toNanos();
    Probe probe = probe();
    IOException last = new IOException("not asked yet");
    while (System.nanoTime() - end < 0) {
      if (!process.isAlive()) {
        throw new IOException(
            "%s ended with %d: %s".formatted(subject.name(), process.exitValue(), log()), last);
      }
      try {
        if (subject.serves()) {
          probe.send();
          return;
        } else if (!log().isEmpty()) {
          return;
        }
      } catch (IOException notYet) {
        last = notYet;
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    throw new IOException(
        "%s did not start within %d s: %s".formatted(subject.name(), LIMIT.toSeconds(), log()),
        last);
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("log"), StandardCharsets.UTF_8).trim();
  }

  /** SIGKILL: an agent that is asked to end serves on for a while. */
  public void kill() {
    // Children first: they would stay.
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  @Override
  public void close() {
    kill();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      Folder.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot clear " + folder, e);
    }
  }
}
