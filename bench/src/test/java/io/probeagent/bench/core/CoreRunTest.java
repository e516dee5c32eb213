package io.probeagent.bench.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.lifecycle.Phase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoreRunTest {
  @Test
  void takesTheOptionsOfTheImage() throws Exception {
    Path file = Path.of("../agent/src/image/agent.args");
    assertThat(CoreRun.options(file))
        .contains("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
        .noneMatch(option -> option.startsWith("#") || option.isBlank());
  }

  /** Neither comments nor where the image has its files. */
  @Test
  void leavesTheRestOut() {
    assertThat(CoreRun.parse(List.of("# why", "", " -Xmn1m", "-Djava.library.path=/x", "--y=z")))
        .containsExactly("-Xmn1m", "--y=z");
  }

  @Test
  void tellsOneLineForEach() {
    List<Cost> costs =
        List.of(new Cost("A.b", 12.345, 0.5, 64.02), new Cost("A.c", 1234.5, Double.NaN, 0));
    assertThat(Cost.grid(costs).text())
        .isEqualTo(
            """
            operation     ns    ±  bytes allocated
            A.b         12.3  0.5               64
            A.c        1,235    –                0
            """);
  }

  /** Else it would be measured how little it costs to do nothing. */
  @Test
  void transitionsHappen() {
    TransitionBenchmark transitions = new TransitionBenchmark();
    assertThat(transitions.readiness().said()).isEqualTo(Phase.READY);
    assertThat(transitions.readiness()).isNotSameAs(transitions.readiness());
    assertThat(transitions.touch().file()).isNotEqualTo(transitions.touch().file());
    assertThat(new TransitionBenchmark().nothingNew())
        .isEqualTo(new TransitionBenchmark().nothingNew());
  }

  @Test
  void verdictsAreOfTheStatesThatTheyAreNamedFor() {
    VerdictBenchmark verdicts = new VerdictBenchmark();
    assertThat(verdicts.ready().ready().ok()).isTrue();
    assertThat(verdicts.ready().bounded()).isFalse();
    assertThat(verdicts.watched().ready().ok()).isTrue();
    assertThat(verdicts.watched().bounded()).isTrue();
    assertThat(verdicts.draining().phase()).isEqualTo(Phase.DRAINING);
    assertThat(verdicts.unknown().phase()).isEqualTo(Phase.UNKNOWN);
    assertThat(verdicts.stillHold()).isTrue();
  }

  @Test
  void messagesAreReadAsMeant() {
    MessageBenchmark messages = new MessageBenchmark();
    assertThat(messages.started().words()).hasSize(2);
    assertThat(messages.started().malformed()).isEmpty();
    assertThat(messages.beat().words()).hasSize(1);
    assertThat(messages.malformed().malformed()).hasSize(1);
    assertThat(messages.empty().words()).isEmpty();
  }
}
