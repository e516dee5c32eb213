package io.probeagent.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The memory of a container, as the kernel accounts for it, in bytes.
 *
 * @param folder its control group's
 * @param unified whether that is of version 2
 */
record Memory(Path folder, boolean unified) {
  private static final Path ROOT = Path.of("/sys/fs/cgroup");

  static Memory of(Container container) throws IOException {
    List<String> groups = Files.readAllLines(container.process().resolve("cgroup"));
    for (String group : groups) {
      if (group.contains(":memory:")) {
        return new Memory(ROOT.resolve("memory" + group.split(":", 3)[2]), false);
      }
    }
    String unified = groups.get(0).split(":", 3)[2];
    return new Memory(ROOT.resolve(unified.substring(1)), true);
  }

  long limit() throws IOException {
    return number(unified ? "memory.max" : "memory.limit_in_bytes");
  }

  /** The most that was ever used, with what the kernel could give back at any time. */
  long peak() throws IOException {
    return number(unified ? "memory.peak" : "memory.max_usage_in_bytes");
  }

  /** What cannot be given back: no page cache. */
  long anonymous() throws IOException {
    return field("memory.stat", unified ? "anon" : "total_rss");
  }

  /** How many of its processes were killed for want of memory. */
  long oomKills() throws IOException {
    return field(unified ? "memory.events" : "memory.oom_control", "oom_kill");
  }

  private long number(String file) throws IOException {
    return Long.parseLong(Files.readString(folder.resolve(file)).strip());
  }

  private long field(String file, String name) throws IOException {
    Pattern field = Pattern.compile(name + " ([0-9]+)");
    try (Stream<String> lines = Files.lines(folder.resolve(file))) {
      return lines
          .map(field::matcher)
          .filter(Matcher::matches)
          .mapToLong(found -> Long.parseLong(found.group(1)))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no '" + name + "' in " + folder.resolve(file)));
    }
  }
}
