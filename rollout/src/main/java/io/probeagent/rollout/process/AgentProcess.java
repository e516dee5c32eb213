package io.probeagent.rollout.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/** An agent that serves. */
public record AgentProcess(Child child, InetSocketAddress address) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A machine may stall for seconds; who wants to know whether it is quick has to measure it. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * Waits until an agent says where it listens.
   *
   * @throws LifeBroken if it does not
   */
  public static AgentProcess started(Child child, Duration most)
      throws InterruptedException, LifeBroken {
    Optional<String> started =
        child.output().await(most, line -> event(line).path("event").asText().equals("started"));
    if (started.isEmpty()) {
      String end = child.hasEnded() ? "ended instead of serving" : "does not say that it started";
      throw new LifeBroken("the agent " + end + "; it said: " + child.output().tail());
    }
    String listen = event(started.get()).path("listen").asText();
    if (!listen.matches(".*:[0-9]{1,5}")) {
      throw new LifeBroken("the agent listens on '" + listen + "' (expected: address:port)");
    }
    int port = Integer.parseInt(listen.substring(listen.lastIndexOf(':') + 1));
    return new AgentProcess(child, Ports.loopback(port));
  }

  public Prober prober() {
    return new Prober(address, PATIENCE);
  }

  /** All that it knows, see {@code /state}; an empty object if it does not say. */
  public JsonNode state() {
    try (HttpCall call = HttpCall.to(address, PATIENCE)) {
      call.send("GET", "/state", "rollout");
      return JSON.readTree(call.answer().body());
    } catch (IOException e) {
      return JSON.createObjectNode();
    }
  }

  /** What the first app is doing. */
  public String phase() {
    return state().path("apps").path(0).path("phase").asText();
  }

  /**
   * How the first app is connected to it: {@code none}, {@code held}, {@code awaited}, {@code
   * lost}.
   */
  public String lease() {
    return state().path("apps").path(0).path("instance").path("lease").asText();
  }

  /** One line of its log; an empty object if it is not one. */
  public static JsonNode event(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException notOfTheLog) {
      return JSON.createObjectNode();
    }
  }
}
