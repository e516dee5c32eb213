package io.probeagent.bench.proc;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How much processor time went where until now, in nanoseconds.
 *
 * @param ours of this process and those that it measures
 * @param all of the whole machine, and what its host took away
 */
public record Busy(long at, long ours, long all) {
  private static final long TICK_NANOS = 10_000_000;
  private static final Pattern SPACE = Pattern.compile(" +");

  public static Busy now(List<Family> families) {
    long ours = Proc.read("self/stat").map(Cpu::parseStat).orElse(0L);
    for (Family family : families) {
      ours += Cpu.nanosOfAll(family);
    }
    return new Busy(System.nanoTime(), ours, parse(Proc.read("stat").orElseThrow()));
  }

  /** The share of the processors that others took since then, 0 to 1. */
  public double othersSince(Busy before, int processors) {
    double others = (all - before.all) - (ours - before.ours);
    return Math.max(0, others / ((at - before.at) * (double) processors));
  }

  /**
   * The line for all processors: user, nice, system, idle, iowait, irq, softirq, steal, and two
   * that are counted in the first ones already.
   */
  static long parse(String stat) {
    String line = stat.lines().findFirst().orElseThrow();
    long[] ticks =
        Arrays.stream(SPACE.split(line, -1)).skip(1).mapToLong(Long::parseLong).toArray();
    return (ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6] + ticks[7]) * TICK_NANOS;
  }
}
