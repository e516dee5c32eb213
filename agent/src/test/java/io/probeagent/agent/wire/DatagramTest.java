package io.probeagent.agent.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.lifecycle.Word;
import io.probeagent.agent.wire.Datagram.Heard;
import io.probeagent.agent.wire.Datagram.Refused;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which datagrams count, and which are ignored as a whole. */
class DatagramTest {
  private static final Heard READY = heard(0, new Word.Ready());

  private static Datagram read(String text) {
    return Datagram.read(text.getBytes(UTF_8));
  }

  private static Heard heard(int ignored, Word... words) {
    return new Heard(new Message(List.of(words), "", ignored, List.of()));
  }

  @Test
  void itsLinesAreAMessage() {
    assertThat(read("READY=1\nSTATUS=x\nMAINPID=1\n"))
        .isEqualTo(heard(1, new Word.Ready(), new Word.Status("x")));
  }

  @Test
  void itHasAtMost4096Bytes() {
    assertThat(read("READY=1" + "\n".repeat(4089))).isEqualTo(READY);
    assertThat(read("READY=1" + "\n".repeat(4090)))
        .isEqualTo(
            new Refused("too_long", "a datagram has more than 4096 bytes (expected: fewer)"));
  }

  @Test
  void itMayEndWithOneNul() {
    assertThat(read("READY=1\0")).isEqualTo(READY);
    assertThat(read("READY=1\n\0")).isEqualTo(READY);
    assertThat(read("READY=1" + "\n".repeat(4088) + "\0")).isEqualTo(READY);
  }

  @Test
  void withAnyOtherNulItIsIgnored() {
    assertThat(read("READY=1\0\n")).isEqualTo(nul(7, 9));
    assertThat(read("READY=1\0\0")).isEqualTo(nul(7, 9));
    assertThat(read("\0READY=1")).isEqualTo(nul(0, 8));
    assertThat(read("\0\0")).isEqualTo(nul(0, 2));
  }

  private static Refused nul(int at, int length) {
    return new Refused(
        "nul", "byte " + at + " of " + length + " is NUL (expected: at most the last)");
  }

  @Test
  void anEmptyOneSaysNothing() {
    assertThat(read("")).isEqualTo(heard(0));
    assertThat(read("\0")).isEqualTo(heard(0));
    assertThat(read("\n")).isEqualTo(heard(0));
  }

  @Test
  void aBarrierStandsAlone() {
    assertThat(read("BARRIER=1")).isEqualTo(heard(1));
    assertThat(read("\nBARRIER=1\r\n")).isEqualTo(heard(1));
    assertThat(read("BARRIER=0\nREADY=1")).isEqualTo(heard(1, new Word.Ready()));
    assertThat(read("READY=1\nBARRIER=1\nhello"))
        .isEqualTo(new Refused("barrier", "BARRIER=1 among 3 lines (expected: alone)"));
  }
}
