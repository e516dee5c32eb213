package io.probeagent.bench.proc;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How often threads gave up their processor to wait. */
public final class Switches {
  private static final Pattern VOLUNTARY =
      Pattern.compile("^voluntary_ctxt_switches:\\s*([0-9]+)$", Pattern.MULTILINE);

  private Switches() {}

  /** The sum over all living threads. */
  public static long voluntary(Family family) {
    long sum = 0;
    for (long pid : family.pids()) {
      for (String thread : Proc.threads(pid)) {
        sum += Proc.read(pid + "/task/" + thread + "/status").map(Switches::parse).orElse(0L);
      }
    }
    return sum;
  }

  static long parse(String status) {
    Matcher matcher = VOLUNTARY.matcher(status);
    if (!matcher.find()) {
      throw new IllegalStateException("no voluntary_ctxt_switches in a thread's status");
    }
    return Long.parseLong(matcher.group(1));
  }
}
