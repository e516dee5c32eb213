package io.probeagent.agent.metrics;

import io.probeagent.agent.Version;
import io.prometheus.metrics.model.snapshots.Labels;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Figures of the agent's own process, from /proc: the JDK's management classes weigh megabytes. */
final class ProcessFigures {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path STAT = Path.of("/proc/self/stat");
  private static final File DESCRIPTORS = new File("/proc/self/fd");

  /** Linux counts CPU time for user space in hundredths of a second, everywhere (USER_HZ). */
  private static final double USER_HZ = 100;

  private ProcessFigures() {}

  static Labels build() {
    return Labels.of("version", Version.TEXT, "java", javaVersion(), "os", osName());
  }

  /** Adds what can be read; what cannot, is left out. */
  static void figures(Families families) {
    try {
      for (String line : Files.readAllLines(STATUS, StandardCharsets.US_ASCII)) {
        if (line.startsWith("VmRSS:")) {
          families
              .gauge("process_resident_memory_bytes", "Resident memory.")
              .add(1024 * number(line));
        } else if (line.startsWith("Threads:")) {
          families.gauge("process_threads", "Threads of the process.").add(number(line));
        }
      }
      // Behind the command's name, which may hold anything: utime is the 12th field, stime the
      // 13th.
      String stat = Files.readString(STAT, StandardCharsets.US_ASCII);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      double ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
      families.counter("process_cpu_seconds", "CPU time, user and system.").add(ticks / USER_HZ);
      String[] open = DESCRIPTORS.list();
      if (open != null) {
        families.gauge("process_open_fds", "Open file descriptors.").add(open.length);
      }
    } catch (IOException | RuntimeException notLinux) {
      // Figures are not worth an error: the page goes on without them.
    }
    Runtime runtime = Runtime.getRuntime();
    families
        .gauge("probe_agent_heap_used_bytes", "Java heap in use, garbage included.")
        .add(runtime.totalMemory() - runtime.freeMemory());
  }

  /** Of a line such as {@code VmRSS: 48000 kB}. */
  private static long number(String line) {
    return Long.parseLong(line.substring(line.indexOf(':') + 1).replace("kB", "").strip());
  }

  /** What {@link Runtime#version} says of itself, without the classes that it takes to say it. */
  private static String javaVersion() {
    return System.getProperty("java.runtime.version", "");
  }

  private static String osName() {
    return System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
  }
}
