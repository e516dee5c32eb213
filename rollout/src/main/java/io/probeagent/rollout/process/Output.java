package io.probeagent.rollout.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The lines that a process has printed so far. */
public final class Output {
  private final List<String> lines = new ArrayList<>();
  private final Consumer<String> listener;
  private boolean ended;

  /**
   * @param listener told of each line by the thread that reads
   */
  public Output(Consumer<String> listener) {
    this.listener = listener;
  }

  /** Reads to the end, and copies each line to a log at once. */
  public void follow(Reader from, Writer log) {
    try (BufferedReader reader = new BufferedReader(from);
        log) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        log.write(line + "\n");
        log.flush();
        add(line);
        listener.accept(line);
      }
    } catch (IOException e) {
      add("(the rest of the output is lost: " + e + ")");
    } finally {
      end();
    }
  }

  /** Waits for a line; empty if the output ended without it, or if it took too long. */
  public synchronized Optional<String> await(Duration most, Predicate<String> wanted)
      throws InterruptedException {
    long deadline = System.nanoTime() + most.toNanos();
    int seen = 0;
    while (true) {
      for (; seen < lines.size(); seen++) {
        if (wanted.test(lines.get(seen))) {
          return Optional.of(lines.get(seen));
        }
      }
      long left = deadline - System.nanoTime();
      if (ended || left <= 0) {
        return Optional.empty();
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  public synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  /** What a message about a failure shows of it. */
  public synchronized String tail() {
    int from = Math.max(0, lines.size() - 5);
    return lines.isEmpty() ? "(no output)" : String.join(" | ", lines.subList(from, lines.size()));
  }

  private synchronized void add(String line) {
    lines.add(line);
    notifyAll();
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }
}
