package io.probeagent.agent.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.probeagent.agent.fuzz.Holds;
import io.probeagent.agent.lifecycle.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The kernel's table of sockets, however its lines look. */
public final class TcpTableFuzz {
  private static final String HEADING = "  sl  local_address rem_address   st\n";
  private static final int TWO_READS = 12_000;
  private static final Path DIR = folder();

  private TcpTableFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    String lines = new String(input, ISO_8859_1);
    once(HEADING + lines);
    if (lines.startsWith("~")) {
      // Lines that lie across two reads, and some that no read holds.
      once(HEADING + lines.repeat(1 + TWO_READS / lines.length()));
    }
  }

  private static void once(String file) {
    ExpectedTable expected = new ExpectedTable(file);
    TcpTable table;
    try {
      Files.write(DIR.resolve("tcp"), file.getBytes(ISO_8859_1));
      table = new TcpFiles(DIR).read(8080, 8081);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Holds.equal(expected.ports(8080), table.of(List.of(8080)));
    Holds.equal(expected.ports(8081), table.of(List.of(8081)));
    Holds.equal(expected.malformed(), table.malformed());
    Ports both = table.of(List.of(8081, 8080));
    Holds.equal(
        expected.ports(8080).connections() + expected.ports(8081).connections(),
        both.connections());
  }

  private static Path folder() {
    try {
      Path dir = Files.createTempDirectory("tcp-table");
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
