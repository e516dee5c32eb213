package io.probeagent.rollout.cluster;

import io.probeagent.rollout.record.Chronicle;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an app says of its drain, in lines of its output. */
final class Words {
  private static final Pattern PHASE = Pattern.compile("drain phase=(\\w+)\\b.*");
  private static final String SUMMARY = "drain over:";

  private final String pod;
  private final Chronicle chronicle;
  private final LongSupplier clock;

  Words(String pod, Chronicle chronicle, LongSupplier clock) {
    this.pod = pod;
    this.chronicle = chronicle;
    this.clock = clock;
  }

  void hear(String line) {
    Matcher phase = PHASE.matcher(line);
    if (phase.matches()) {
      chronicle.draining(pod, phase.group(1), clock.getAsLong());
    } else if (line.startsWith(SUMMARY)) {
      chronicle.drained(pod, line);
    }
  }
}
