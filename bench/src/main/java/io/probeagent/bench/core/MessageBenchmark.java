package io.probeagent.bench.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.probeagent.agent.wire.Line;
import io.probeagent.agent.wire.Message;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The parser: one line of a stream, and the messages that servers send. */
@State(Scope.Thread)
public class MessageBenchmark {
  private final byte[] line = "READY=1".getBytes(UTF_8);
  private final byte[] beat = "WATCHDOG=1\n".getBytes(UTF_8);
  private final byte[] started =
      "READY=1\nSTATUS=Ready to accept connections\nMAINPID=17\nMONOTONIC_USEC=123456789\n"
          .getBytes(UTF_8);
  private final byte[] malformed = "READY=maybe\n".getBytes(UTF_8);
  private final byte[] empty = {};

  /** {@code READY=1} on the stream socket. */
  @Benchmark
  public Line line() {
    return Message.line(line);
  }

  /** A heartbeat as a datagram. */
  @Benchmark
  public Message beat() {
    return Message.parse(beat);
  }

  /** What a server says when it has started: four lines. */
  @Benchmark
  public Message started() {
    return Message.parse(started);
  }

  /** A line that is refused, with the reason why. */
  @Benchmark
  public Message malformed() {
    return Message.parse(malformed);
  }

  /** The empty probe file. */
  @Benchmark
  public Message empty() {
    return Message.parse(empty);
  }
}
