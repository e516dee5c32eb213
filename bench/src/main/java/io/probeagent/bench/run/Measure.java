package io.probeagent.bench.run;

import io.probeagent.bench.figure.Results;
import io.probeagent.bench.subject.Running;
import java.io.IOException;
import java.util.List;

/** Something that is measured once in each round, of all subjects that run. */
interface Measure {
  void take(List<Running> all, Plan plan, Results into) throws IOException, InterruptedException;
}
