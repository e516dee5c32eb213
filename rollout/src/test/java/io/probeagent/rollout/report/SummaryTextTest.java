package io.probeagent.rollout.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class SummaryTextTest {
  @Test
  void tellsAll() {
    assertThat(SmallRun.report().summary())
        .isEqualTo(
            """
            Rolling update of 1 pod
            drain delay  50ms

            client      requests  failed  cut  handed-back  p99 before  p99 update
            keep-alive         1       1    0            0           -           -
            busy               2       0    0            0        2.00        4.00
            pipeline           0       0    0            1           -           -
            sse                1       0    1            0           -           -

            latency in ms                  answers   p50   p90   p99  p99.9   max
            baseline                             1  2.00  2.00  2.00   2.00  2.00
            baseline, over what was asked        1  1.00  1.00  1.00   1.00  1.00
            update                               1  4.00  4.00  4.00   4.00  4.00
            update, over what was asked          1  3.00  3.00  3.00   3.00  3.00

            from deletion to the end of the app, 1 pods: min 0.1, p50 0.1, p90 0.1, max 0.1 s

            update     lag   took  failed  cut
            1       250 ms  0.2 s       1    1
            updates without a loss: 0 of 1

            failed:
                 0.127 s  keep-alive  web-1  terminating, PROPAGATE  EOF 11.3 ms after endpoint removed  no byte came

            cut at the deadline of a drain:
                 0.251 s  sse  web-1  terminating, FORCE  reset 135.0 ms after endpoint removed  after 3 events

            requests 4 failed 1 cut 1 handed-back 1 in 0.3 s
            """);
  }

  @Test
  void lastLineIsForPrograms() {
    Report report = MadeUpRun.withLosses(3, 2).report();
    assertThat(report.summary().lines().reduce((before, line) -> line))
        .hasValueSatisfying(
            line ->
                assertThat(line)
                    .matches("requests [0-9]+ failed 4 cut 2 handed-back 12 in [0-9]+\\.[0-9] s"));
  }

  @Test
  void anEmptyRunHasOneToo() {
    assertThat(new Recorder(0).report(Map.of(), 0).summary())
        .endsWith("\nrequests 0 failed 0 cut 0 handed-back 0 in 0.0 s\n");
  }

  @Test
  void showsOfManyUpdatesThoseThatLostSomething() {
    String summary = MadeUpRun.withLosses(1, 25).report().summary();
    assertThat(summary).contains("updates without a loss: 22 of 25");
    assertThat(summary.lines().filter(line -> line.matches("[0-9]+ +250 ms .*"))).hasSize(3);
  }
}
