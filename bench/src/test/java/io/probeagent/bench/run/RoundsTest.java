package io.probeagent.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.bench.figure.Figure;
import io.probeagent.bench.figure.Results;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** With real processes; what comes out is not judged, only that it does. */
class RoundsTest {
  private static final Plan SHORT =
      new Plan(2, 5, 2, 5, 1, Duration.ofMillis(50), Duration.ofMillis(60), 2, 1);

  private final List<String> told = new ArrayList<>();

  @Test
  void measuresEachFigureOnceInEachRound() throws Exception {
    Set<Part> parts = EnumSet.of(Part.START, Part.PROBE, Part.MEMORY, Part.SATURATION, Part.IDLE);
    Rounds rounds =
        new Rounds(List.of(new OkServer("a"), new OkServer("b")), SHORT, parts, told::add);
    Results results = rounds.run();
    assertThat(results.figures()).contains(Figure.START, Figure.CPU, Figure.ANONYMOUS);
    for (Figure figure : results.figures()) {
      for (String name : List.of("a", "b")) {
        assertThat(results.get(figure, name)).as(figure + " of " + name).hasSize(2);
      }
    }
    assertThat(results.get(Figure.CPU, "a")).allMatch(micros -> micros > 0);
    assertThat(told).containsExactly("round 1 of 2", "round 2 of 2");
    assertThat(rounds.noise().mean()).isBetween(0.0, 1.0);
  }

  @Test
  void measuresOnlyWhatIsAskedFor() throws Exception {
    Results results =
        new Rounds(List.of(new OkServer("a")), SHORT, EnumSet.of(Part.START), told::add).run();
    assertThat(results.figures()).containsExactly(Figure.START, Figure.START_CPU);
  }
}
