package io.probeagent.bench.proc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A control group of its own, which counts the memory of all that is in it. Of version 2 of the
 * kernel's interface, or 1 where a machine still has that.
 */
public final class ControlGroup implements AutoCloseable {
  private static final Path ROOT = Path.of("/sys/fs/cgroup");

  private final Path folder;
  private final boolean first;

  private ControlGroup(Path folder, boolean first) {
    this.folder = folder;
    this.first = first;
  }

  /** Makes one; empty if this user may not, or the kernel counts no memory here. */
  public static Optional<ControlGroup> make(String name) throws IOException {
    for (Path parent : List.of(ROOT, ROOT.resolve("memory"))) {
      Path folder = parent.resolve(name);
      if (Files.isDirectory(parent) && Files.isWritable(parent)) {
        try {
          Files.createDirectory(folder);
        } catch (IOException notHere) {
          continue;
        }
        if (Files.exists(folder.resolve("memory.current"))) {
          return Optional.of(new ControlGroup(folder, false));
        } else if (Files.exists(folder.resolve("memory.usage_in_bytes"))) {
          return Optional.of(new ControlGroup(folder, true));
        }
        Files.delete(folder);
      }
    }
    return Optional.empty();
  }

  /** The file into which a process writes a number to move into the group. */
  public Path processes() {
    return folder.resolve("cgroup.procs");
  }

  /**
   * What is charged to the group, in bytes.
   *
   * @param usage all of it
   * @param peak the most that it ever was
   * @param anonymous what is no file's
   * @param file the page cache of the files that the group read first
   * @param kernel stacks, page tables, sockets
   */
  public record Charge(long usage, long peak, long anonymous, long file, long kernel) {}

  public Charge charge() throws IOException {
    String stat = read("memory.stat");
    return first
        ? new Charge(
            number("memory.usage_in_bytes"),
            number("memory.max_usage_in_bytes"),
            field(stat, "rss"),
            field(stat, "cache"),
            number("memory.kmem.usage_in_bytes"))
        : new Charge(
            number("memory.current"),
            number("memory.peak"),
            field(stat, "anon"),
            field(stat, "file"),
            field(stat, "kernel"));
  }

  private String read(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  private long number(String name) throws IOException {
    return Long.parseLong(read(name).strip());
  }

  static long field(String stat, String name) {
    return stat.lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1).strip()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no " + name + " in memory.stat"));
  }

  /** Its processes must have ended. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(folder);
  }
}
