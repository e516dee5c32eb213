package io.probeagent.bench.signal;

import io.probeagent.bench.figure.Figure;
import java.io.IOException;
import java.nio.file.Path;

/** A way in which an app says whether it is ready. */
interface Way extends AutoCloseable {
  /** Says it; returns as soon as the agent can know it. */
  void say(boolean ready) throws IOException;

  /** Takes what the agent has answered, if it does. */
  default void settle() throws IOException {}

  @Override
  default void close() throws IOException {}

  /** One that has a name, and figures of its own. */
  record Kind(String name, Figure p50, Figure p99, Opened opened) {}

  /** Opens it for the app of a shared folder. */
  @FunctionalInterface
  interface Opened {
    Way in(Path folder) throws IOException;
  }
}
