package io.probeagent.agent.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.probeagent.agent.lifecycle.AppState;
import io.probeagent.agent.lifecycle.Cause;
import io.probeagent.agent.lifecycle.Drain;
import io.probeagent.agent.lifecycle.Instance;
import io.probeagent.agent.lifecycle.Lease;
import io.probeagent.agent.lifecycle.Phase;
import io.probeagent.agent.lifecycle.ProbeFile;
import io.probeagent.agent.lifecycle.Watchdog;
import io.probeagent.agent.lifecycle.Word;
import io.probeagent.agent.wire.Grammar;
import io.probeagent.agent.wire.Line;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the state file back. Whoever can write to the shared folder can write that file, so nothing
 * in it is trusted: a value that cannot be is refused, and with it the whole file.
 */
final class StateReader {
  /** The longest span that is believed, in ns: 73 years. */
  static final long MOST = Long.MAX_VALUE / 4;

  /** More listeners than any app has; a table with more is cut. */
  static final int MOST_SOCKETS = 1024;

  /** The longest reason for which a file is refused, in characters. */
  private static final int MOST_REASON = 300;

  private final long now;

  private StateReader(long now) {
    this.now = now;
  }

  /**
   * The states in a file, moved to the present.
   *
   * @param boot the boot that the node is in; a state of another one is of processes that are gone
   * @throws IOException with the reason if the file cannot be used
   */
  static Map<String, AppState> read(byte[] bytes, String boot, long now) throws IOException {
    JsonNode root;
    try {
      root = new ObjectMapper().readTree(bytes);
    } catch (JsonProcessingException e) {
      throw refused("not JSON: " + e.getOriginalMessage(), e);
    }
    JsonNode version = root.path("version");
    if (!version.isInt() || version.asInt() != StateCodec.VERSION) {
      String found = Grammar.shown(version.toString(), 40);
      throw new IOException("version is " + found + " (expected: " + StateCodec.VERSION + ")");
    }
    if (!root.path("boot").asText().equals(boot)) {
      throw new IOException("written before the node was booted");
    }
    Map<String, AppState> apps = new HashMap<>();
    try {
      // Ages are counted from the moment of writing; as much again has passed since.
      long saved = now - Math.max(0, now - number(root, "saved_mono_ns"));
      if (now - saved > MOST) {
        throw new IllegalArgumentException("saved_mono_ns=" + saved);
      }
      if (!root.path("apps").isObject()) {
        throw new IllegalArgumentException("apps is not an object");
      }
      StateReader reader = new StateReader(now);
      for (Map.Entry<String, JsonNode> app : root.path("apps").properties()) {
        apps.put(app.getKey(), reader.app(app.getValue(), saved));
      }
    } catch (IllegalArgumentException e) {
      throw refused("value out of range: " + e.getMessage(), e);
    }
    return apps;
  }

  /** With what is in the file, but not with all of it: the reason is logged. */
  private static IOException refused(String why, Exception cause) {
    return new IOException(Grammar.shown(why, MOST_REASON), cause);
  }

  private AppState app(JsonNode node, long saved) {
    Instance instance = instance(node.get("instance"));
    Phase said = Phase.valueOf(text(node.get("said"), "said"));
    if ((instance == null) != (said == Phase.UNKNOWN)) {
      throw new IllegalArgumentException("said=" + said + " with instance=" + instance);
    }
    return new AppState(
        said,
        moment(saved - span(node, "age_ns")),
        Cause.valueOf(text(node.get("cause"), "cause")),
        instance,
        file(node.get("file")),
        moment(saved - span(node, "file_beat_age_ns")),
        moment(saved - span(node, "ready_beat_age_ns")),
        truth(node, "file_is_own"),
        drain(node.get("drain"), saved),
        null);
  }

  /** No moment is longer ago than what can be written down, and read again. */
  private long moment(long then) {
    return now - then > MOST ? now - MOST : then;
  }

  private @Nullable Instance instance(@Nullable JsonNode node) {
    if (node == null) {
      return null;
    }
    long every =
        number(node, "watchdog_ns") == Watchdog.OFF ? Watchdog.OFF : span(node, "watchdog_ns");
    Watchdog dog = every == 0 ? null : new Watchdog(every, now);
    return new Instance(
        span(node, "number"),
        text(node.get("id"), "id"),
        text(node.get("predecessor"), "predecessor"),
        lease(text(node.get("lease"), "lease")),
        text(node.get("status"), "status"),
        text(node.get("failure"), "failure"),
        dog,
        Instance.NOT_TOLD,
        truth(node, "silent"),
        sockets(node.path("sockets")));
  }

  private static List<Long> sockets(JsonNode node) {
    if (!node.isArray() || node.size() > MOST_SOCKETS) {
      throw new IllegalArgumentException("sockets is not an array of at most " + MOST_SOCKETS);
    }
    List<Long> sockets = new ArrayList<>();
    for (JsonNode socket : node) {
      if (!socket.isIntegralNumber() || !socket.canConvertToLong()) {
        throw new IllegalArgumentException("sockets has " + socket);
      }
      sockets.add(socket.asLong());
    }
    return sockets;
  }

  /** A holder gets the whole time-out to come back: it was the agent that went away. */
  private Lease lease(String name) {
    return switch (name) {
      case "none" -> Lease.NONE;
      case "held", "awaited" -> new Lease.Awaited(now);
      case "lost" -> new Lease.Lost(now);
      default -> throw new IllegalArgumentException("lease=" + name);
    };
  }

  private static @Nullable ProbeFile file(@Nullable JsonNode node) {
    if (node == null) {
      return null;
    }
    List<Word> words = new ArrayList<>();
    for (JsonNode line : node.path("lines")) {
      if (Grammar.parse(text(line, "line")) instanceof Line.Says says) {
        words.add(says.word());
      }
    }
    return new ProbeFile(
        text(node.get("id"), "id"), truth(node, "named"), words, number(node, "stamp"));
  }

  private @Nullable Drain drain(@Nullable JsonNode node, long saved) {
    if (node == null) {
      return null;
    }
    Drain.Origin origin = Drain.Origin.valueOf(text(node.get("origin"), "origin"));
    if (origin == Drain.Origin.AGENT) {
      return null; // it was for the end of an agent that has come back
    }
    return new Drain(
        origin,
        moment(saved - span(node, "age_ns")),
        span(node, "delay_ns"),
        moment(saved + Math.max(-MOST, Math.min(MOST, number(node, "left_ns")))),
        truth(node, "was_ready"),
        truth(node, "ready_said"));
  }

  private static String text(@Nullable JsonNode value, String key) {
    if (value == null || !value.isTextual() || value.asText().length() > Grammar.MAX_BYTES) {
      throw new IllegalArgumentException(key + " is not a text");
    }
    // The agent writes no other; whoever did could speak to the terminal of who reads the log.
    if (!Grammar.printable(value.asText()).equals(value.asText())) {
      throw new IllegalArgumentException(key + " is not printable");
    }
    return value.asText();
  }

  private static boolean truth(JsonNode node, String key) {
    JsonNode value = node.get(key);
    if (value == null || !value.isBoolean()) {
      throw new IllegalArgumentException(key + " is not true or false");
    }
    return value.asBoolean();
  }

  private static long number(JsonNode node, String key) {
    JsonNode value = node.get(key);
    if (value == null || !value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new IllegalArgumentException(key + " is not a whole number");
    }
    return value.asLong();
  }

  private static long span(JsonNode node, String key) {
    long span = number(node, key);
    if (span < 0 || span > MOST) {
      throw new IllegalArgumentException(key + "=" + span);
    }
    return span;
  }
}
