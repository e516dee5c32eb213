package io.probeagent.bench.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TablesTest {
  private final Results results = new Results();

  TablesTest() {
    results.add(Figure.CPU, "agent", 30);
    results.add(Figure.CPU, "agent", 40);
    results.add(Figure.CPU, "go", 60);
    results.add(Figure.CPU, "go", 60);
    results.add(Figure.ANONYMOUS, "agent", 13.06);
  }

  @Test
  void figuresStandUnderTheirSubjects() {
    assertThat(Tables.figures(results, List.of("agent", "go")).text())
        .isEqualTo(
            """
            median (least–most)                          agent    go
            CPU time per probe, µs            35.0 (30.0–40.0)  60.0
            anonymous memory after load, MiB              13.1     –
            """);
  }

  @Test
  void boundsAreMetOrNot() {
    assertThat(Tables.bounds(results, List.of("agent")).markdown())
        .isEqualTo(
            """
            | bound | limit | measured | met |
            |---|---|---|---|
            | CPU time per probe, ratio to go | ≤ 0.6 | 0.58 (0.50–0.67) | yes |
            | anonymous memory after load, MiB | ≤ 14 | 13.1 | yes |
            """);
  }

  @Test
  void ofSeveralAgentsEachIsNamed() {
    results.add(Figure.ANONYMOUS, "before", 23);
    assertThat(Tables.bounds(results, List.of("agent", "before")).text())
        .contains("before: anonymous memory after load, MiB   ≤ 14              23.0   NO");
  }
}
