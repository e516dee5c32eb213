package io.probeagent.bench.proc;

import java.util.Arrays;

/** The time that processes spent on a processor. */
public final class Cpu {
  /** A tick of {@code /proc/pid/stat}: USER_HZ is 100 on every machine that Java runs on. */
  private static final long TICK_NANOS = 10_000_000;

  private Cpu() {}

  /**
   * That of all living threads, in nanoseconds, to the nanosecond as the scheduler has it. A thread
   * that ends takes its time with it, so that this is for servers that are warm.
   */
  public static long nanos(Family family) {
    long sum = 0;
    for (long pid : family.pids()) {
      for (String thread : Proc.threads(pid)) {
        sum +=
            Proc.read(pid + "/task/" + thread + "/schedstat").map(Cpu::parseSchedstat).orElse(0L);
      }
    }
    return sum;
  }

  /**
   * That of all threads and all children that were waited for, dead ones included, in nanoseconds,
   * but in steps of 10 ms.
   */
  public static long nanosOfAll(Family family) {
    return Arrays.stream(family.pids())
        .map(pid -> Proc.read(pid + "/stat").map(Cpu::parseStat).orElse(0L))
        .sum();
  }

  /** The first of three numbers: nanoseconds on a processor. */
  static long parseSchedstat(String text) {
    return Long.parseLong(text.substring(0, text.indexOf(' ')));
  }

  /** utime, stime, cutime and cstime. The program's name, in brackets, may hold anything. */
  static long parseStat(String text) {
    String[] fields = text.substring(text.lastIndexOf(')') + 2).trim().split(" ", -1);
    long ticks = 0;
    for (int i = 11; i <= 14; i++) {
      ticks += Long.parseLong(fields[i]);
    }
    return ticks * TICK_NANOS;
  }
}
