package io.probeagent.bench.proc;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process's memory in bytes, as {@code smaps_rollup} has it.
 *
 * @param resident all pages that are in memory
 * @param proportional the same, with each shared page divided by the number that share it
 * @param anonymous those that are no file's: what would not be there without the process
 */
public record Memory(long resident, long proportional, long anonymous) {
  private static final Memory NONE = new Memory(0, 0, 0);

  public static Memory of(Family family) {
    Memory sum = NONE;
    for (long pid : family.pids()) {
      sum = sum.plus(Proc.read(pid + "/smaps_rollup").map(Memory::parse).orElse(NONE));
    }
    return sum;
  }

  static Memory parse(String text) {
    return new Memory(field(text, "Rss"), field(text, "Pss"), field(text, "Anonymous"));
  }

  private Memory plus(Memory other) {
    return new Memory(
        resident + other.resident, proportional + other.proportional, anonymous + other.anonymous);
  }

  static long field(String text, String name) {
    Matcher matcher =
        Pattern.compile("^" + name + ":\\s*([0-9]+) kB$", Pattern.MULTILINE).matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("no " + name + " in smaps_rollup");
    }
    return Long.parseLong(matcher.group(1)) * 1024;
  }
}
