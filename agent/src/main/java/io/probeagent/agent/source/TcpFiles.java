package io.probeagent.agent.source;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * The two files of the kernel's table.
 *
 * @param dir the folder of {@code tcp} and {@code tcp6}, {@code /proc/self/net}
 * @param mostBytes of one file; what is behind them is not read
 */
record TcpFiles(Path dir, long mostBytes) {
  /** Of 150 bytes each: over 400,000 lines. */
  private static final long MOST_BYTES = 64L << 20;

  /**
   * The kernel hands out a page at a time. The JDK reads up to 8 KiB without a buffer of its own.
   */
  private static final int CHUNK = 8192;

  TcpFiles(Path dir) {
    this(dir, MOST_BYTES);
  }

  /**
   * Reads both; may block.
   *
   * @throws IOException if the table cannot be read: then nothing is known of any port
   */
  TcpTable read(Set<Integer> ports) throws IOException {
    TcpTable table = new TcpTable(ports);
    read(table, dir.resolve("tcp"));
    Path six = dir.resolve("tcp6");
    try {
      read(table, six);
    } catch (FileNotFoundException e) {
      if (Files.exists(six)) {
        throw e;
      }
      // a kernel without IPv6
    }
    return table;
  }

  private void read(TcpTable table, Path file) throws IOException {
    try (InputStream in = new FileInputStream(file.toFile())) {
      byte[] bytes = new byte[CHUNK];
      int held = in.read(bytes);
      if (!isHeading(bytes, held)) {
        throw new IOException(file + " does not begin with '  sl  local_address'");
      }
      long left = mostBytes;
      int more = held;
      while (more >= 0 && left > 0) {
        left -= more;
        int used = table.take(bytes, held);
        held -= used;
        System.arraycopy(bytes, used, bytes, 0, held);
        if (held == bytes.length) {
          table.skipLine();
          held = 0;
        }
        more = in.read(bytes, held, bytes.length - held);
        held += Math.max(0, more);
      }
      if (more >= 0) {
        table.cutOff();
      } else if (held > 0) {
        table.skipLine();
      }
    }
  }

  private static boolean isHeading(byte[] bytes, int length) {
    int at = 0;
    while (at < length && bytes[at] == ' ') {
      at++;
    }
    return at + 1 < length && bytes[at] == 's' && bytes[at + 1] == 'l';
  }
}
