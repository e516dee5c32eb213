package io.probeagent.agent.state;

import io.probeagent.agent.lifecycle.AppState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes states down as they change, off the event loop: a slow or full volume delays no probe.
 * Changes that come while one is being written are written together. All methods belong to the
 * event loop.
 */
public final class StateKeeper {
  private final StateFile file;
  private final Executor disk;
  private final Executor loop;
  private final LongSupplier clock;
  private final BiConsumer<StateFile, IOException> onError;
  private final Map<String, AppState> wanted = new HashMap<>();
  private final Map<String, AppState> seen = new HashMap<>();
  private List<Runnable> waiting = new ArrayList<>();
  private boolean dirty;
  private boolean writing;

  /**
   * @param disk runs the writing, one task at a time
   * @param loop the event loop
   * @param onError told on the event loop
   */
  public StateKeeper(
      StateFile file,
      Executor disk,
      Executor loop,
      LongSupplier clock,
      BiConsumer<StateFile, IOException> onError) {
    this.file = file;
    this.disk = disk;
    this.loop = loop;
    this.clock = clock;
    this.onError = onError;
  }

  /** Takes an app's state as the file has it: it need not be written until it changes. */
  public void seed(String app, AppState state) {
    wanted.put(app, state);
    seen.put(app, Durable.of(state));
  }

  /** Takes an app's state; it is written if more than beats and counts have changed. */
  public void put(String app, AppState state) {
    AppState durable = Durable.of(state);
    wanted.put(app, state);
    if (!durable.equals(seen.put(app, durable))) {
      dirty = true;
      write();
    }
  }

  /** Whether all that was put is on the volume. */
  public boolean isWritten() {
    return !dirty && !writing;
  }

  /** Runs the task once all that was put is on the volume, or could not be put there. */
  public void whenWritten(Runnable task) {
    if (isWritten()) {
      task.run();
    } else {
      waiting.add(task);
    }
  }

  /** Writes again what is known, into a folder that has come back. */
  public void rewrite() {
    dirty = true;
    write();
  }

  private void write() {
    if (writing || !dirty) {
      return;
    }
    dirty = false;
    writing = true;
    Map<String, AppState> snapshot = Map.copyOf(wanted);
    List<Runnable> served = waiting;
    waiting = new ArrayList<>();
    disk.execute(
        () -> {
          IOException error = save(snapshot);
          loop.execute(() -> written(served, error));
        });
  }

  private @Nullable IOException save(Map<String, AppState> snapshot) {
    try {
      file.save(snapshot, clock.getAsLong());
      return null;
    } catch (IOException e) {
      return e;
    }
  }

  private void written(List<Runnable> served, @Nullable IOException error) {
    writing = false;
    if (error != null) {
      onError.accept(file, error);
    }
    // Those who came while this was being written wait for what they put, not for this.
    served.forEach(Runnable::run);
    if (dirty) {
      write();
    } else {
      List<Runnable> rest = waiting;
      waiting = new ArrayList<>();
      rest.forEach(Runnable::run);
    }
  }
}
