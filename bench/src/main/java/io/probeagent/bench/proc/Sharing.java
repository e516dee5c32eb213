package io.probeagent.bench.proc;

import java.util.List;

/**
 * The memory of many processes, in bytes, and what of it they have in common.
 *
 * @param resident the sum of what each has in memory: counts common pages again and again
 * @param proportional the sum of each one's part: counts them once
 * @param own what belongs to one alone
 * @param anonymous what is no file's
 */
public record Sharing(long resident, long proportional, long own, long anonymous) {
  public static Sharing of(List<Family> families) {
    Sharing sum = new Sharing(0, 0, 0, 0);
    for (Family family : families) {
      for (long pid : family.pids()) {
        sum = sum.plus(Proc.read(pid + "/smaps_rollup").orElse(""));
      }
    }
    return sum;
  }

  /** The part of {@link #proportional} that others have, too. */
  public long common() {
    return proportional - own;
  }

  Sharing plus(String rollup) {
    return rollup.isEmpty()
        ? this
        : new Sharing(
            resident + Memory.field(rollup, "Rss"),
            proportional + Memory.field(rollup, "Pss"),
            own + Memory.field(rollup, "Private_Clean") + Memory.field(rollup, "Private_Dirty"),
            anonymous + Memory.field(rollup, "Anonymous"));
  }
}
