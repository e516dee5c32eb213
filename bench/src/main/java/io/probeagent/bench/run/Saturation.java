package io.probeagent.bench.run;

import io.probeagent.bench.figure.Figure;
import io.probeagent.bench.figure.Results;
import io.probeagent.bench.load.Drive;
import io.probeagent.bench.subject.Running;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** As many probes as it can answer. */
final class Saturation implements Measure {
  @Override
  public void take(List<Running> all, Plan plan, Results into)
      throws IOException, InterruptedException {
    Map<Running, Double> sums = new LinkedHashMap<>();
    for (int i = 0; i < plan.saturations(); i++) {
      for (Running running : all) {
        if (running.subject().serves()) {
          double rate =
              Drive.saturate(
                  running.port(), running.subject().path(), Plan.CLIENTS, plan.saturation());
          sums.merge(running, rate, Double::sum);
        }
      }
    }
    sums.forEach(
        (running, sum) ->
            into.add(Figure.THROUGHPUT, running.subject().name(), sum / plan.saturations()));
  }
}
