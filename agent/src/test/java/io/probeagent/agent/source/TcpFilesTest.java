package io.probeagent.agent.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.probeagent.agent.lifecycle.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TcpFilesTest {
  private static final String HEADING =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout"
          + " inode                                                     \n";
  private static final String LISTENER =
      TcpTableTest.line(0, "00000000:1F90", "00000000:0000", "0A", 5417);

  @TempDir Path dir;

  @Test
  void bothFilesAreOneTable() throws IOException {
    write("tcp", HEADING + connections(3));
    write(
        "tcp6",
        HEADING
            + TcpTableTest.line(
                0,
                "00000000000000000000000000000000:1F90",
                "00000000000000000000000000000000:0000",
                "0A",
                77));
    assertThat(read()).isEqualTo(new Ports(List.of(), List.of(77L), 3));
  }

  @Test
  void aKernelWithoutIpv6HasOneFile() throws IOException {
    write("tcp", HEADING + LISTENER);
    assertThat(read()).isEqualTo(new Ports(List.of(), List.of(5417L), 0));
  }

  @Test
  void aTableThatIsNotThereIsNoTable() {
    assertThatThrownBy(this::read).isInstanceOf(IOException.class).hasMessageContaining("tcp");
  }

  @Test
  void aFolderIsNoTable() throws IOException {
    Files.createDirectory(dir.resolve("tcp"));
    assertThatThrownBy(this::read).isInstanceOf(IOException.class).hasMessageContaining("tcp");
  }

  @Test
  void whatDoesNotBeginWithTheHeadingIsNoTable() throws IOException {
    for (String text : new String[] {"", "\n", "sl", LISTENER, "\0".repeat(20_000)}) {
      write("tcp", text.equals("sl") ? "s" : text);
      assertThatThrownBy(this::read)
          .isInstanceOf(IOException.class)
          .hasMessage(dir.resolve("tcp") + " does not begin with '  sl  local_address'");
    }
    write("tcp", HEADING);
    write("tcp6", "");
    assertThatThrownBy(this::read).hasMessageContaining("tcp6 does not begin with");
  }

  @Test
  void aHundredThousandLinesAreCountedExactly() throws IOException {
    write("tcp", HEADING + LISTENER + connections(100_000));
    assertThat(read()).isEqualTo(new Ports(List.of(), List.of(5417L), 100_000));
  }

  @Test
  void linesAreFoundWhereverAChunkEnds() throws IOException {
    for (int pad = 0; pad < 300; pad++) {
      write("tcp", HEADING.replace(" inode ", " inode" + " ".repeat(pad)) + connections(200));
      assertThat(read().connections()).isEqualTo(200);
    }
  }

  @Test
  void aLineWithoutAnEndIsNotTaken() throws IOException {
    write("tcp", HEADING + LISTENER + LISTENER.strip());
    TcpTable table = table(1 << 20);
    assertThat(table.malformed()).isEqualTo(1);
    assertThat(table.of(List.of(8080)).sockets()).containsExactly(5417L);
  }

  @Test
  void aLineThatIsTooLongCostsThatLine() throws IOException {
    String tail = connections(1);
    write("tcp", HEADING + "7: " + "x".repeat(50_000) + tail + LISTENER + connections(2));
    TcpTable table = table(1 << 20);
    assertThat(table.malformed()).isEqualTo(1);
    assertThat(table.of(List.of(8080))).isEqualTo(new Ports(List.of(), List.of(5417L), 2));
    write("tcp", HEADING + LISTENER + "x".repeat(50_000));
    assertThat(table(1 << 20).malformed()).isEqualTo(1);
  }

  @Test
  void aHugeTableIsCut() throws IOException {
    write("tcp", HEADING + LISTENER + connections(10_000));
    TcpTable table = table(100_000);
    assertThat(table.isCut()).isTrue();
    assertThat(table.isWhole()).isFalse();
    assertThat(table.of(List.of(8080)).sockets()).containsExactly(5417L);
    assertThat(table.of(List.of(8080)).connections()).isBetween(500, 1000);
  }

  private Ports read() throws IOException {
    TcpTable table = table(64 << 20);
    assertThat(table.isWhole()).isTrue();
    return table.of(List.of(8080));
  }

  private TcpTable table(long most) throws IOException {
    return new TcpFiles(dir, most).read(Set.of(8080));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(dir.resolve(name), text);
  }

  private static String connections(int count) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      lines.append(TcpTableTest.line(i + 1, "0100007F:1F90", "0100007F:9000", "01", i));
    }
    return lines.toString();
  }
}
