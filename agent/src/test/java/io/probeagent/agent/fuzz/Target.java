package io.probeagent.agent.fuzz;

import io.probeagent.agent.http.HttpFuzz;
import io.probeagent.agent.lifecycle.LifecycleFuzz;
import io.probeagent.agent.source.NotifyFuzz;
import io.probeagent.agent.source.TcpTableFuzz;
import io.probeagent.agent.state.StateFuzz;
import io.probeagent.agent.wire.LineFuzz;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Everything that strangers feed the agent. The inputs of each are files below {@code
 * src/test/resources/fuzz/<target>}: {@code given} are those that somebody wrote or that once
 * failed, with a name; {@code grown} are those that the fuzzer found to lead somewhere new.
 */
@SuppressWarnings("ImmutableEnumChecker") // the functions are method references
enum Target {
  /** A line of the stream socket. */
  LINE(LineFuzz.class, LineFuzz::fuzzerTestOneInput, 256),
  /** Datagrams of notify.sock. */
  NOTIFY(NotifyFuzz.class, NotifyFuzz::fuzzerTestOneInput, 512),
  /** The kernel's table of sockets. */
  TCP(TcpTableFuzz.class, TcpTableFuzz::fuzzerTestOneInput, 1024),
  /** The state file. */
  STATE(StateFuzz.class, StateFuzz::fuzzerTestOneInput, 2048),
  /** What is sent to the port. */
  HTTP(HttpFuzz.class, HttpFuzz::fuzzerTestOneInput, 4096),
  /** What reaches the core, in any order. */
  LIFECYCLE(LifecycleFuzz.class, LifecycleFuzz::fuzzerTestOneInput, 512);

  private static final Path INPUTS = Path.of("src", "test", "resources", "fuzz");

  private final Class<?> type;
  private final Consumer<byte[]> feed;
  private final int mostBytes;

  Target(Class<?> type, Consumer<byte[]> feed, int mostBytes) {
    this.type = type;
    this.feed = feed;
    this.mostBytes = mostBytes;
  }

  /** Takes one input; throws if something does not hold. */
  void feed(byte[] input) {
    feed.accept(input);
  }

  Class<?> type() {
    return type;
  }

  /** The longest input that is tried: short ones are many a second. */
  int mostBytes() {
    return mostBytes;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  Path inputs() {
    return INPUTS.resolve(label());
  }
}
