package io.probeagent.agent.source;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.lifecycle.Ports;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Made-up tables, line by line. */
class TcpTableTest {
  private static final String NOBODY = "00000000:0000";
  private static final String NOBODY6 = "00000000000000000000000000000000:0000";

  private final TcpTable table = new TcpTable(Set.of(8080, 8081));

  @Test
  void aListenerOpensItsPort() {
    take(line(0, "00000000:1F90", NOBODY, "0A", 5417));
    assertThat(table.of(List.of(8080, 8081)))
        .isEqualTo(new Ports(List.of(8081), List.of(5417L), 0));
  }

  @Test
  void ofAPortThatNeedNotBeOpenOnlyConnectionsCount() {
    take(
        line(0, "00000000:1F90", NOBODY, "0A", 5417)
            + line(1, "00000000:1F91", NOBODY, "0A", 5418)
            + line(2, "0100007F:1F91", "0100007F:9000", "01", 5419));
    assertThat(table.of(List.of(8080), List.of(8081, 8082)))
        .isEqualTo(new Ports(List.of(), List.of(5417L), 1));
    assertThat(table.of(List.of(8082), List.of(8081)))
        .isEqualTo(new Ports(List.of(8082), List.of(), 1));
  }

  @Test
  void portsOfOtherAppsAndOfNobodyDoNotCount() {
    take(
        line(0, "00000000:1F90", NOBODY, "0A", 5417)
            + line(1, "00000000:1F92", NOBODY, "0A", 5418)
            + line(2, "0100007F:1F91", "0100007F:9000", "01", 5419)
            + line(3, "0100007F:1F92", "0100007F:9001", "01", 5420));
    assertThat(table.of(List.of(8080))).isEqualTo(new Ports(List.of(), List.of(5417L), 0));
    assertThat(table.of(List.of(8081))).isEqualTo(new Ports(List.of(8081), List.of(), 1));
    assertThat(table.of(List.of(8082))).isEqualTo(new Ports(List.of(8082), List.of(), 0));
  }

  @ParameterizedTest
  @CsvSource({
    "01, 1", "02, 0", "03, 0", "04, 0", "05, 0", "06, 0", "07, 0", "08, 1", "09, 0", "0B, 0",
    "0C, 0", "00, 0", "FF, 0"
  })
  void whoWaitsForAnAnswerIsAConnection(String state, int connections) {
    take(line(0, "0100007F:1F90", "0100007F:9000", state, 0));
    assertThat(table.of(List.of(8080)).connections()).isEqualTo(connections);
    assertThat(table.isWhole()).isTrue();
  }

  @Test
  void bothEndsOfAConnectionWithinThePodAreOneConnection() {
    take(
        line(0, "0100007F:1F90", "0100007F:9000", "01", 71)
            + line(1, "0100007F:9000", "0100007F:1F90", "01", 72));
    assertThat(table.of(List.of(8080)).connections()).isEqualTo(1);
  }

  @Test
  void linesOfIpv6HaveLongerAddresses() {
    take(
        line(0, "00000000000000000000000000000000:1F90", NOBODY6, "0A", 12)
            + line(1, local6("1F90"), local6("9000"), "01", 13)
            + line(2, "0000000000000000FFFF00000100007F:1F90", local6("9001"), "08", 14));
    assertThat(table.of(List.of(8080))).isEqualTo(new Ports(List.of(), List.of(12L), 2));
    assertThat(table.isWhole()).isTrue();
  }

  @Test
  void severalListenersOfOnePortAreAllKnownAscending() {
    take(
        line(0, "00000000:1F90", NOBODY, "0A", 30)
            + line(1, "00000000:1F91", NOBODY, "0A", 10)
            + line(2, "0100007F:1F90", NOBODY, "0A", 20)
            + line(3, "0200007F:1F90", NOBODY, "0A", 25));
    assertThat(table.of(List.of(8080, 8081)).sockets()).containsExactly(10L, 20L, 25L, 30L);
  }

  @Test
  void noMoreListenersAreKeptThanAreWrittenDown() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 3000; i++) {
      lines.append(line(i, "00000000:1F90", NOBODY, "0A", 9000 - i));
    }
    take(lines + line(3000, "00000000:1F91", NOBODY, "0A", 7));
    List<Long> sockets = table.of(List.of(8080, 8081)).sockets();
    assertThat(sockets).hasSize(TcpTable.MOST_SOCKETS).startsWith(7L, 9000L - 1023);
  }

  @Test
  void theNumberOfALineMayHaveAnyLength() {
    take(
        line(123_456, "00000000:1F90", NOBODY, "0A", 5)
            + "7: 0100007F:1F90 0100007F:9000 01 0:0 0:0 0 0 0 6 1\n");
    assertThat(table.of(List.of(8080))).isEqualTo(new Ports(List.of(), List.of(5L), 1));
  }

  @Test
  void headingsAndEmptyLinesAreNotMalformed() {
    take("  sl  local_address rem_address   st tx_queue\n\n     \n");
    assertThat(table.malformed()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "garbage",
        "0",
        "   0:",
        "   0: 00000000:1F90",
        "   0: 00000000:1F90 00000000:0000",
        "   0: 00000000:1F90 00000000:0000 ",
        "   0: 00000000:1F90 00000000:0000 0",
        "   0: 00000000:1F90 00000000:0000 0A",
        "   0: 00000000:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000 1000 0 ",
        "   0: 00000000:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000 1000 0 x",
        "   0: 00000000:1F90 00000000:0000 0A 0:0 0:0 0 0 0 99999999999999999999 1",
        "   0: 00000000:1F90 00000000:0000 0AB 00000000:00000000 00:00000000 00000000 0 0 5 1",
        "   0: 00000000:1F90 00000000:0000 0G 00000000:00000000 00:00000000 00000000 0 0 5 1",
        "   0: 00000000:1FZ0 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 5 1",
        "   0: 00000000:1F90 0000000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 5 1",
        "   0: 0000000:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 5 1",
        "   0: 00000000:1F9000000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 5 1",
        "  -1: 00000000:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 5 1"
      })
  void aMalformedLineCostsThatLine(String bad) {
    take(
        line(0, "00000000:1F91", NOBODY, "0A", 1)
            + bad
            + "\n"
            + line(2, "0100007F:1F91", "0100007F:9000", "01", 2));
    assertThat(table.malformed()).isEqualTo(1);
    assertThat(table.isWhole()).isFalse();
    assertThat(table.of(List.of(8080, 8081))).isEqualTo(new Ports(List.of(8080), List.of(1L), 1));
  }

  @Test
  void aLineIsTakenOnceItHasItsEnd() {
    byte[] bytes =
        (line(0, "00000000:1F90", NOBODY, "0A", 5417) + "   1: 0100007F:1F9").getBytes(US_ASCII);
    assertThat(table.take(bytes, bytes.length)).isEqualTo(bytes.length - 18);
    assertThat(table.isWhole()).isTrue();
  }

  @Test
  void bytesOfAnyKindAreTaken() {
    Random random = new Random(20);
    byte[] good = line(4, "0100007F:1F90", "0100007F:9000", "0A", 5417).getBytes(US_ASCII);
    for (int i = 0; i < 200_000; i++) {
      byte[] bytes = good.clone();
      for (int n = random.nextInt(8); n >= 0; n--) {
        bytes[random.nextInt(bytes.length - 1)] = (byte) random.nextInt(256);
      }
      int cut = random.nextInt(bytes.length);
      bytes[cut] = '\n';
      assertThat(table.take(bytes, bytes.length)).isBetween(cut, bytes.length);
    }
    assertThat(table.malformed()).isPositive();
    assertThat(table.of(List.of(8080)).sockets()).isNotEmpty();
  }

  private void take(String lines) {
    byte[] bytes = lines.getBytes(US_ASCII);
    assertThat(table.take(bytes, bytes.length)).isEqualTo(bytes.length);
  }

  private static String local6(String port) {
    return "00000000000000000000000001000000:" + port;
  }

  static String line(int number, String local, String remote, String state, long inode) {
    return String.format(
        "%4d: %s %s %s 00000000:00000000 00:00000000 00000000  1000        0 %d 1"
            + " 000000001fa681f2 100 0 0 10 0%n",
        number, local, remote, state, inode);
  }
}
