package io.probeagent.rollout.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** Processes and sockets. What it has to say, it says on the loop. */
interface Machine {
  /**
   * Starts a process.
   *
   * @param lines told of each line of output, by any thread, and before its end
   * @param ended told its exit code
   */
  Running run(Program program, Consumer<String> lines, IntConsumer ended) throws IOException;

  /** Asks a probe's question. */
  void probe(ProbeSpec spec, InetSocketAddress address, Consumer<ProbeAnswer> answer);

  /**
   * Calls a hook; what came of it: a status code, or 0 and what went wrong.
   *
   * @param most then it is given up
   */
  void hook(Hook hook, InetSocketAddress address, Duration most, Consumer<HookAnswer> answer);

  /**
   * How a call of a hook ended.
   *
   * @param status 0 if there was none
   */
  record HookAnswer(int status, String problem) {}

  /** A process. */
  interface Running {
    /** SIGTERM. */
    void terminate();

    /** SIGKILL, to its children too: a container's end is the end of all that is in it. */
    void kill();

    /** The last lines that it printed. */
    String tail();
  }
}
