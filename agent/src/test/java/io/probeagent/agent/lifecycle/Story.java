package io.probeagent.agent.lifecycle;

import io.probeagent.agent.wire.Message;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads bytes as what may befall one app: every sequence of bytes is a story, and no other is. */
final class Story {
  /** One thing that happens. */
  sealed interface Event {
    /** Time goes by. */
    record Passes(long nanos) implements Event {}

    /** The agent is killed, and is back at once. */
    record Restarts() implements Event {}

    /** The core gets a signal. */
    record Gets(Signal signal) implements Event {}
  }

  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long[] SPANS = {
    1,
    SECOND / 1000,
    SECOND,
    3 * SECOND,
    5 * SECOND,
    10 * SECOND - 1,
    10 * SECOND,
    27 * SECOND,
    30 * SECOND,
    60 * SECOND,
    3600 * SECOND,
    0
  };
  private static final String[] LINES = {
    "READY=1",
    "READY=0",
    "RELOADING=1",
    "STOPPING=1",
    "STATUS=warm",
    "STATUS=",
    "WATCHDOG=1",
    "WATCHDOG_USEC=3000000",
    "WATCHDOG_USEC=0",
    "WATCHDOG_USEC=99999999999999999999",
    "WATCHDOG=trigger",
    "EXTEND_TIMEOUT_USEC=5000000",
    "EXTEND_TIMEOUT_USEC=99999999999999999999",
    "EXIT_STATUS=3",
    "ERRNO=0",
    "X_INFLIGHT=2",
    "X_INFLIGHT=0",
    "BYE=1"
  };
  private static final String[] IDS = {"a", "b", "c"};
  private static final String[] FILES = {"file-1", "file-2"};

  private final byte[] bytes;
  private int at;
  private long stamp;

  Story(byte[] bytes) {
    this.bytes = bytes;
  }

  boolean goesOn() {
    return at < bytes.length;
  }

  /** Comes first: how the app is judged. */
  Policy policy() {
    int bits = number(256);
    return new Policy(
        Duration.ofSeconds(10),
        Duration.ofSeconds((bits & 1) * 20L),
        (bits & 2) != 0,
        Duration.ofSeconds((bits & 4) == 0 ? 0 : 7),
        (bits & 8) != 0,
        Duration.ofSeconds(5),
        Duration.ofSeconds(20),
        Duration.ofSeconds((bits & 16) == 0 ? 30 : 2),
        (bits & 32) != 0,
        1,
        (bits & 64) != 0);
  }

  Event next() {
    return switch (number(12)) {
      case 0, 1 -> new Event.Passes(span());
      case 2 -> new Event.Restarts();
      case 3 -> new Event.Gets(new Signal.Said(Signal.ANYONE, words()));
      case 4 -> new Event.Gets(new Signal.Said(pick(IDS), words()));
      case 5, 6 -> new Event.Gets(new Signal.FileSeen(file(), span(), span()));
      case 7 -> new Event.Gets(new Signal.FileGone(number(2) == 1));
      case 8 -> new Event.Gets(new Signal.LeaseOpened(pick(IDS)));
      case 9 -> new Event.Gets(new Signal.LeaseLost(pick(IDS)));
      case 10 -> new Event.Gets(new Signal.PortsSeen(ports()));
      default -> new Event.Gets(control());
    };
  }

  long span() {
    return SPANS[number(SPANS.length)];
  }

  private Signal control() {
    return switch (number(3)) {
      case 0 -> new Signal.DrainAsked(Drain.Origin.OUTSIDE, span());
      case 1 -> new Signal.DrainAsked(Drain.Origin.AGENT, span());
      default -> new Signal.Undrained();
    };
  }

  private ProbeFile file() {
    boolean named = number(3) == 0;
    boolean touched = number(2) == 0;
    List<Word> words = number(2) == 0 ? List.of() : words();
    return new ProbeFile(named ? pick(IDS) : pick(FILES), named, words, touched ? ++stamp : stamp);
  }

  /** One to four, in the order of judgement. */
  private List<Word> words() {
    StringBuilder lines = new StringBuilder();
    for (int left = 1 + number(4); left > 0; left--) {
      lines.append(pick(LINES)).append('\n');
    }
    return Message.parse(lines.toString().getBytes(StandardCharsets.US_ASCII)).words();
  }

  /** Two ports, of which the kernel tells. */
  private Ports ports() {
    List<Integer> closed = new ArrayList<>();
    List<Long> sockets = new ArrayList<>();
    for (int port : new int[] {8080, 9090}) {
      int socket = number(4);
      if (socket == 0) {
        closed.add(port);
      } else {
        sockets.add((long) port * 10 + socket);
      }
    }
    return new Ports(closed, sockets, number(3));
  }

  private String pick(String[] names) {
    return names[number(names.length)];
  }

  /** From 0 to below so many; behind the end all is 0. */
  private int number(int below) {
    return goesOn() ? (bytes[at++] & 0xff) % below : 0;
  }
}
