package io.probeagent.agent.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.lifecycle.Word;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Several lines that are judged together. */
class MessageTest {
  private static Message parse(String text) {
    return Message.parse(text.getBytes(UTF_8));
  }

  @Test
  void wordsAreJudgedInTheOrderOfTheirWeight() {
    String everything =
        "BYE=1\nSTATUS=x\nRELOADING=1\nREADY=0\nWATCHDOG=trigger\nREADY=1\nERRNO=1\nSTOPPING=1\n";

    assertThat(parse(everything).words())
        .containsExactly(
            new Word.Stopping(),
            new Word.Status("x"),
            new Word.Failure("ERRNO", "1"),
            new Word.Bye(),
            new Word.Broken());
  }

  @Test
  void ofTheWordsForAPhaseTheWeightiestCountsAlone() {
    Word status = new Word.Status("x");
    assertThat(parse("STATUS=x\nRELOADING=1\nREADY=1\nSTOPPING=1").words())
        .containsExactly(new Word.Stopping(), status);
    assertThat(parse("READY=0\nSTATUS=x\nSTOPPING=1").words())
        .containsExactly(new Word.Stopping(), status);
    assertThat(parse("RELOADING=1\nREADY=0\nSTATUS=x\nREADY=1").words())
        .containsExactly(new Word.Ready(), status);
    assertThat(parse("RELOADING=1\nSTATUS=x\nREADY=0").words())
        .containsExactly(new Word.NotReady(), status);
    assertThat(parse("RELOADING=1\nSTATUS=x").words())
        .containsExactly(new Word.Reloading(), status);
    assertThat(parse("WATCHDOG=trigger\nSTATUS=x").words())
        .containsExactly(status, new Word.Broken());
  }

  @Test
  void wordsOfTheSameWeightKeepTheirOrder() {
    assertThat(parse("STATUS=b\nSTATUS=a\nX_INFLIGHT=1").words())
        .containsExactly(new Word.Status("b"), new Word.Status("a"), new Word.InFlight(1));
  }

  @Test
  void anEmptyTextSaysNothing() {
    assertThat(parse("")).isEqualTo(new Message(List.of(), "", 0, List.of()));
    assertThat(parse("\n\r\n \t\n")).isEqualTo(new Message(List.of(), "", 0, List.of()));
  }

  @Test
  void linesEndWithLfOrCrOrBothAndTheLastOneAsItLikes() {
    List<Word> words = List.of(new Word.Ready(), new Word.Status("x"));
    assertThat(parse("READY=1\nSTATUS=x").words()).isEqualTo(words);
    assertThat(parse("READY=1\r\n\r\nSTATUS=x\r\n").words()).isEqualTo(words);
    assertThat(parse("READY=1\rSTATUS=x\r\r").words()).isEqualTo(words);
  }

  @Test
  void theInstanceIsTheOneNamedLast() {
    assertThat(parse("INSTANCE=a\nREADY=1").instance()).isEqualTo("a");
    assertThat(parse("INSTANCE=a\nINSTANCE=b\nINSTANCE=/").instance()).isEqualTo("b");
    assertThat(parse("INSTANCE=a").words()).isEmpty();
  }

  @Test
  void unknownKeysAreCountedAndNoError() {
    Message message = parse("MAINPID=1\nREADY=1\nBARRIER=1\n");
    assertThat(message.ignored()).isEqualTo(2);
    assertThat(message.words()).containsExactly(new Word.Ready());
    assertThat(message.malformed()).isEmpty();
  }

  @Test
  void aMalformedLineCostsThatLineOnly() {
    Message message = parse("READY=yes\nhello\nSTATUS=x\n");
    assertThat(message.words()).containsExactly(new Word.Status("x"));
    assertThat(message.malformed())
        .containsExactly(
            "READY is 'yes' (expected: 0 or 1)",
            "line is 'hello' (expected: KEY=VALUE, DRAIN, UNDRAIN, STATE or CHECK)");
    assertThat(message.ignored()).isZero();
  }

  @Test
  void aMessageGivesNoCommands() {
    assertThat(parse("DRAIN 5s\u001b[31m\nREADY=1"))
        .isEqualTo(
            new Message(
                List.of(new Word.Ready()),
                "",
                0,
                List.of("a command is 'DRAIN' (expected: KEY=VALUE)")));
  }

  @Test
  void bytesThatAreNoTextCostTheirLineOnly() {
    Message message = Message.parse("STATUS=caf\u00e9\nREADY=1".getBytes(ISO_8859_1));
    assertThat(message.words()).containsExactly(new Word.Ready());
    assertThat(message.malformed()).containsExactly("a line of 11 bytes is not UTF-8");
  }

  @Test
  void textBeyondAsciiSurvivesTheSplittingIntoLines() {
    assertThat(parse("STATUS=Grüße 🟢 … 中\nREADY=1").words())
        .containsExactly(new Word.Ready(), new Word.Status("Grüße 🟢 … 中"));
  }

  @Test
  void oneLineGoesWithoutItsCr() {
    assertThat(Message.line("READY=1\r".getBytes(UTF_8)))
        .isEqualTo(new Line.Says(new Word.Ready()));
    assertThat(Message.line("STATUS=x\r\r".getBytes(UTF_8)))
        .isEqualTo(new Line.Says(new Word.Status("x ")));
    assertThat(Message.line(new byte[] {(byte) 0xff}))
        .isEqualTo(new Line.Malformed("a line of 1 bytes is not UTF-8"));
  }

  @Test
  void noBytesAtAllMakeItThrow() {
    Random random = new Random(1);
    byte[] start = "STATUS=READY=1\nINSTANCE=DRAIN X_INFLIGHT=9\r\nERRNO=-".getBytes(UTF_8);
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = start.clone();
      for (int j = 0; j < 6; j++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      Message message = Message.parse(bytes);
      assertThat(String.join("", message.malformed())).doesNotContainPattern("\\p{Cntrl}");
    }
  }
}
