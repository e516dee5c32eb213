package io.probeagent.rollout.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.rollout.process.Probe;
import io.probeagent.rollout.process.Prober;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A life in ticks: ready at 10, agent away 20 to 30, SIGTERM at 40, answered 50, gone 60. */
final class JudgementTest {
  private final List<Sample> samples = new ArrayList<>();
  private final Moments moments = new Moments();

  @BeforeEach
  void aRightLife() {
    moments.ready = 10;
    moments.killed = 20;
    moments.back = 30;
    moments.told = 40;
    moments.answered = 50;
    moments.gone = 60;
    moments.end = 70;
    for (long t = 0; t < 70; t++) {
      boolean away = t >= 20 && t < 30;
      boolean up = t >= 8 && t < 55;
      boolean ready = t >= 8 && t < 43;
      add(Probe.STARTUP, t, away ? Prober.NO_ANSWER : up ? 200 : 503);
      add(Probe.LIVE, t, away ? Prober.NO_ANSWER : up ? 200 : 503);
      add(Probe.READY, t, away ? Prober.NO_ANSWER : ready ? 200 : 503);
    }
  }

  private void add(Probe probe, long time, int code) {
    samples.add(new Sample(probe, time, time, code));
  }

  private void change(Probe probe, long time, int code) {
    samples.replaceAll(
        s -> s.probe() == probe && s.asked() == time ? new Sample(probe, time, time, code) : s);
  }

  private List<String> problems() {
    Checks checks = new Checks();
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
    new Judgement(samples, moments, new Timeline(nowhere, Colours.OFF), checks).pass();
    return checks.problems();
  }

  @Test
  void findsNothing() {
    assertThat(problems()).isEmpty();
  }

  @Test
  void livenessMustNotFailInTheDrain() {
    change(Probe.LIVE, 48, 503);
    assertThat(problems()).singleElement().asString().startsWith("/live from ready to the last");
  }

  @Test
  void livenessMayFailOnceTheAppHasAnsweredAll() {
    change(Probe.LIVE, 51, 503);
    assertThat(problems()).isEmpty();
  }

  @Test
  void readinessMustNotFlapWhenTheAgentIsBack() {
    change(Probe.READY, 30, 503);
    assertThat(problems()).singleElement().asString().startsWith("/ready from ready to SIGTERM");
  }

  @Test
  void readinessMustNotReturnInTheDrain() {
    change(Probe.READY, 46, 200);
    assertThat(problems()).singleElement().asString().startsWith("/ready from the first 503");
  }

  @Test
  void nothingMustPassAfterTheEnd() {
    change(Probe.STARTUP, 65, 200);
    assertThat(problems()).singleElement().asString().startsWith("/startup after the end");
  }

  @Test
  void anAgentThatIsUpMustAnswer() {
    change(Probe.LIVE, 35, Prober.NO_ANSWER);
    assertThat(problems()).singleElement().asString().startsWith("1 probes had no answer");
  }

  @Test
  void whatWasNeverAskedIsNotRight() {
    samples.removeIf(s -> s.probe() == Probe.READY && s.asked() >= 60);
    assertThat(problems()).containsExactly("/ready was never asked after the end of the app");
  }
}
