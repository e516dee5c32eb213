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
  private static final long MOST = Long.MAX_VALUE / 4;

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
      throw new IOException("not JSON: " + e.getOriginalMessage(), e);
    }
    int version = root.path("version").asInt(0);
    if (version != StateCodec.VERSION) {
      throw new IOException(
          "version is " + root.path("version") + " (expected: " + StateCodec.VERSION + ")");
    }
    if (!root.path("boot").asText().equals(boot)) {
      throw new IOException("written before the node was booted");
    }
    // Ages are counted from the moment of writing; as much again has passed since.
    long saved = now - Math.max(0, now - root.path("saved_mono_ns").asLong(now));
    Map<String, AppState> apps = new HashMap<>();
    try {
      StateReader reader = new StateReader(now);
      for (Map.Entry<String, JsonNode> app : root.path("apps").properties()) {
        apps.put(app.getKey(), reader.app(app.getValue(), saved));
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("value out of range: " + e.getMessage(), e);
    }
    return apps;
  }

  private AppState app(JsonNode node, long saved) {
    Instance instance = instance(node.get("instance"));
    Phase said = Phase.valueOf(text(node, "said"));
    if ((instance == null) != (said == Phase.UNKNOWN)) {
      throw new IllegalArgumentException("said=" + said + " with instance=" + instance);
    }
    return new AppState(
        said,
        saved - span(node, "age_ns"),
        Cause.valueOf(text(node, "cause")),
        instance,
        file(node.get("file")),
        saved - span(node, "file_beat_age_ns"),
        node.path("file_is_own").asBoolean(),
        drain(node.get("drain"), saved));
  }

  private @Nullable Instance instance(@Nullable JsonNode node) {
    if (node == null) {
      return null;
    }
    long every = span(node, "watchdog_ns");
    Watchdog dog = every == 0 ? null : new Watchdog(every, now);
    return new Instance(
        span(node, "number"),
        text(node, "id"),
        text(node, "predecessor"),
        lease(text(node, "lease")),
        text(node, "status"),
        text(node, "failure"),
        dog,
        Instance.NOT_TOLD);
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
      if (Grammar.parse(line.asText()) instanceof Line.Says says) {
        words.add(says.word());
      }
    }
    return new ProbeFile(
        text(node, "id"), node.path("named").asBoolean(), words, node.path("stamp").asLong());
  }

  private static @Nullable Drain drain(@Nullable JsonNode node, long saved) {
    if (node == null) {
      return null;
    }
    Drain.Origin origin = Drain.Origin.valueOf(text(node, "origin"));
    if (origin == Drain.Origin.AGENT) {
      return null; // it was for the end of an agent that has come back
    }
    return new Drain(
        origin,
        saved - span(node, "age_ns"),
        span(node, "delay_ns"),
        saved + Math.max(-MOST, Math.min(MOST, node.path("left_ns").asLong())),
        node.path("was_ready").asBoolean(),
        node.path("ready_said").asBoolean());
  }

  private static String text(JsonNode node, String key) {
    JsonNode value = node.get(key);
    if (value == null || !value.isTextual() || value.asText().length() > Grammar.MAX_BYTES) {
      throw new IllegalArgumentException(key + " is not a text");
    }
    return value.asText();
  }

  private static long span(JsonNode node, String key) {
    JsonNode value = node.get(key);
    if (value == null || !value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new IllegalArgumentException(key + " is not a whole number");
    }
    long span = value.asLong();
    if (span < 0 || span > MOST) {
      throw new IllegalArgumentException(key + "=" + span);
    }
    return span;
  }
}
