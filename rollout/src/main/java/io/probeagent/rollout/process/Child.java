package io.probeagent.rollout.process;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A child process. Signals go through its handle: {@link Process#destroy} closes its output. */
public final class Child implements AutoCloseable {
  private static final Duration KILLED = Duration.ofSeconds(10);

  private final Process process;
  private final Output output;
  private final Thread reader;

  private Child(Process process, Output output, Thread reader) {
    this.process = process;
    this.output = output;
    this.reader = reader;
  }

  /**
   * Starts a process.
   *
   * @param environment added to ours, from which our own agent's settings are taken out
   * @param log gets its output, standard error included
   */
  public static Child start(
      List<String> command, Map<String, String> environment, Path log, Consumer<String> listener)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(Child::isForeign);
    builder.environment().putAll(environment);
    Writer copy =
        Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      Output output = new Output(listener);
      Thread reader =
          new Daemons("output-" + process.pid())
              .newThread(
                  () ->
                      output.follow(
                          new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8),
                          copy));
      reader.start();
      return new Child(process, output, reader);
    } catch (IOException e) {
      copy.close();
      throw e;
    }
  }

  private static boolean isForeign(String variable) {
    return variable.startsWith("PROBE_")
        || variable.equals("NOTIFY_SOCKET")
        || variable.equals("WATCHDOG_USEC");
  }

  public long pid() {
    return process.pid();
  }

  public Output output() {
    return output;
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Whether it has ended, or is about to: its output ends a moment before it does. */
  public boolean hasEnded() throws InterruptedException {
    return awaitExit(Duration.ofSeconds(5)).isPresent();
  }

  /** SIGTERM. */
  public void terminate() {
    process.toHandle().destroy();
  }

  /** SIGKILL; returns when it is gone. */
  public void kill() throws InterruptedException {
    process.toHandle().destroyForcibly();
    process.waitFor(KILLED.toSeconds(), TimeUnit.SECONDS);
  }

  /** The exit code, with all output read; empty if it still runs after that time. */
  public OptionalInt awaitExit(Duration most) throws InterruptedException {
    if (!process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS)) {
      return OptionalInt.empty();
    }
    reader.join(KILLED.toMillis());
    return OptionalInt.of(process.exitValue());
  }

  @Override
  public void close() {
    process.toHandle().destroyForcibly();
    try {
      awaitExit(KILLED);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
