package io.probeagent.rollout.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.probeagent.rollout.process.AgentProcess;
import io.probeagent.rollout.process.Await;
import io.probeagent.rollout.process.HttpCall;
import io.probeagent.rollout.process.Probe;
import io.probeagent.rollout.process.Prober;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What an agent makes of one of its apps, as the page shows it: {@code READY 200/200/200 #1} is the
 * phase, the answers to {@code /startup}, {@code /live} and {@code /ready}, and the instance's
 * number.
 */
record Sight(String phase, String answers, long instance) {
  private static final Duration PATIENCE = Run.LIMIT;

  static Sight of(AgentProcess agent, String app) {
    String answers =
        Arrays.stream(Probe.values())
            .map(probe -> Prober.text(ask(agent, probe.path() + "/" + app)))
            .collect(Collectors.joining("/"));
    for (JsonNode state : agent.state().path("apps")) {
      if (state.path("app").asText().equals(app)) {
        long number = state.path("instance").path("number").asLong();
        return new Sight(state.path("phase").asText(), answers, number);
      }
    }
    return new Sight("", answers, 0);
  }

  /** Waits until the only app is seen so. */
  static void await(AgentProcess agent, String expected) throws InterruptedException {
    Sight sight =
        Await.answer(Run.LIMIT, () -> of(agent, "app"), s -> s.toString().equals(expected));
    assertThat(sight).as(() -> agent.state().toString()).hasToString(expected);
  }

  private static int ask(AgentProcess agent, String path) {
    try (HttpCall call = HttpCall.to(agent.address(), PATIENCE)) {
      call.send("GET", path, "kube-probe/1.34");
      return call.answer().status();
    } catch (IOException e) {
      return Prober.NO_ANSWER;
    }
  }

  @Override
  public String toString() {
    return phase + " " + answers + (instance == 0 ? "" : " #" + instance);
  }
}
