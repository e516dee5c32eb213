package io.probeagent.rollout.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.rollout.process.Probe;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProbeCountTest {
  @ParameterizedTest
  @CsvSource({
    // probe, failures, successes needed, answers (+ passes, - fails), results after each
    "READY,   1, 1, ++-+,    SSFS",
    "READY,   3, 1, +--+---, SSSSSSF",
    "READY,   1, 2, ++-+++,  FSFFSS",
    "LIVE,    3, 1, --+---,  SSSSSF",
    "LIVE,    1, 1, -,       F",
    "STARTUP, 3, 1, --+,     UUS",
    "STARTUP, 2, 1, --,      UF",
  })
  void countsInARow(Probe probe, int failures, int successes, String answers, String results) {
    ProbeCount count = new ProbeCount(spec(probe, failures, successes));
    String actual =
        answers
            .chars()
            .mapToObj(answer -> count.accept(answer == '+').name().substring(0, 1))
            .collect(Collectors.joining());
    assertThat(actual).isEqualTo(results);
  }

  @ParameterizedTest
  @CsvSource({"READY, FAILURE, false", "LIVE, SUCCESS, true", "STARTUP, UNKNOWN, true"})
  void aNewContainerBeginsAnew(Probe probe, ProbeCount.Result initial, boolean held) {
    ProbeCount count = new ProbeCount(spec(probe, 1, 1));
    assertThat(count.result()).isEqualTo(initial);
    count.accept(true);
    count.accept(false);
    assertThat(count.result()).isEqualTo(ProbeCount.Result.FAILURE);
    assertThat(count.isOnHold()).isEqualTo(held);

    count.newContainer();
    assertThat(count.result()).isEqualTo(initial);
    assertThat(count.isOnHold()).isFalse();
  }

  @Test
  void aRunOfFailuresOutlivesAContainerUnlessItKilledIt() {
    ProbeCount readiness = new ProbeCount(spec(Probe.READY, 2, 1));
    readiness.accept(true);
    readiness.accept(false);
    readiness.newContainer();
    assertThat(readiness.accept(false)).isEqualTo(ProbeCount.Result.FAILURE);

    ProbeCount liveness = new ProbeCount(spec(Probe.LIVE, 2, 1));
    liveness.accept(false);
    liveness.accept(false);
    liveness.newContainer();
    assertThat(liveness.accept(false)).isEqualTo(ProbeCount.Result.SUCCESS);
    assertThat(liveness.accept(false)).isEqualTo(ProbeCount.Result.FAILURE);
  }

  private static ProbeSpec spec(Probe probe, int failures, int successes) {
    Duration second = Duration.ofSeconds(1);
    return new ProbeSpec(
        probe, Target.APP, "/", second, second, Duration.ZERO, failures, successes);
  }
}
