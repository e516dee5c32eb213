package io.probeagent.agent.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.TooLongFrameException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A stream is cut where its lines end. */
final class LinesTest {
  private final EmbeddedChannel channel = new EmbeddedChannel(new Lines());

  @Test
  void linesAreCutHoweverTheyArrive() {
    write("READY=1\nSTA", "TUS=x\n", "\nBYE=1\r\n");

    assertThat(lines()).containsExactly("READY=1", "STATUS=x", "", "BYE=1");
  }

  @Test
  void theLastLineNeedsNoBreak() {
    write("READY=1\nSTATUS=x");
    assertThat(lines()).containsExactly("READY=1");

    channel.finish();

    assertThat(lines()).containsExactly("STATUS=x");
  }

  @Test
  void anEndWithoutALineIsNone() {
    write("READY=1\n");
    channel.finish();

    assertThat(lines()).containsExactly("READY=1");
  }

  @Test
  void theLongestLineHasAsManyBytesAsAMessage() {
    write("x".repeat(4096) + "\n");

    assertThat(lines()).containsExactly("x".repeat(4096));
  }

  @Test
  void aLongerLineIsRefusedAndTheNextIsFine() {
    assertThatThrownBy(() -> write("x".repeat(4097) + "\nREADY=1\n"))
        .isInstanceOf(TooLongFrameException.class);
    write("STATUS=x\n");

    assertThat(lines()).containsExactly("READY=1", "STATUS=x");
  }

  @Test
  void aLineWithoutAnEndIsRefusedOnceAndNotKept() {
    assertThatThrownBy(() -> write("x".repeat(5000))).isInstanceOf(TooLongFrameException.class);
    for (int i = 0; i < 100; i++) {
      write("x".repeat(5000));
    }
    write("end\nREADY=1\n");

    assertThat(lines()).containsExactly("READY=1");
  }

  @Test
  void theRestOfALineThatIsTooLongIsNoLastLine() {
    assertThatThrownBy(() -> write("x".repeat(5000))).isInstanceOf(TooLongFrameException.class);
    write("READY=1");

    channel.finish();

    assertThat(lines()).isEmpty();
  }

  private void write(String... texts) {
    for (String text : texts) {
      channel.writeInbound(Unpooled.copiedBuffer(text, UTF_8));
    }
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (ByteBuf line = channel.readInbound(); line != null; line = channel.readInbound()) {
      lines.add(line.toString(UTF_8));
      line.release();
    }
    return lines;
  }
}
