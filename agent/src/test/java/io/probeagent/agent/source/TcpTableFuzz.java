package io.probeagent.agent.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.probeagent.agent.fuzz.Holds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The kernel's table of sockets, however its lines look. */
public final class TcpTableFuzz {
  private static final String HEADING = "  sl  local_address rem_address   st\n";
  private static final int TWO_READS = 12_000;
  private static final Path DIR = folder();

  private TcpTableFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    String lines = new String(input, ISO_8859_1);
    TcpTable table = new TcpTable(Set.of(8080, 8081));
    if (table.take(input, input.length) < input.length) {
      table.skipLine();
    }
    isAsExpected(lines, table);
    if (lines.startsWith("~")) {
      // Lines that lie across two reads, and some that no read holds.
      String file = HEADING + lines.repeat(1 + TWO_READS / lines.length());
      isAsExpected(file, read(file));
    }
  }

  private static TcpTable read(String file) {
    try {
      Files.write(DIR.resolve("tcp"), file.getBytes(ISO_8859_1));
      return new TcpFiles(DIR).read(Set.of(8080, 8081));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void isAsExpected(String file, TcpTable table) {
    ExpectedTable expected = new ExpectedTable(file);
    Holds.equal(expected.ports(8080), table.of(List.of(8080)));
    Holds.equal(expected.ports(8081), table.of(List.of(8081)));
    Holds.equal(expected.malformed(), table.malformed());
    Holds.equal(
        expected.ports(8080).connections() + expected.ports(8081).connections(),
        table.of(List.of(8081, 8080)).connections());
  }

  private static Path folder() {
    try {
      // On a disk, most of the time would go to the file system.
      Path memory = Path.of("/dev/shm");
      Path dir =
          Files.isWritable(memory)
              ? Files.createTempDirectory(memory, "tcp-table")
              : Files.createTempDirectory("tcp-table");
      Files.write(dir.resolve("tcp6"), HEADING.getBytes(US_ASCII));
      dir.toFile().deleteOnExit();
      dir.resolve("tcp").toFile().deleteOnExit();
      dir.resolve("tcp6").toFile().deleteOnExit();
      return dir;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
