package io.probeagent.rollout.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RowTest {
  private static final Row ROW =
      Row.of("| stop by SIGUSR1 | `STOPPING=1\\nMAINPID=n` (`STATUS=bye n/n`) | A | B |");

  @Test
  void readsItsCells() {
    assertThat(ROW.step()).isEqualTo("stop by SIGUSR1");
    assertThat(ROW.signal()).isEqualTo("USR1");
    assertThat(ROW.told()).isEqualTo("A");
    assertThat(ROW.seen()).isEqualTo("B");
    assertThatThrownBy(() -> Row.of("| a | b |"))
        .hasMessage("'| a | b |' has 2 cells (expected: 4)");
  }

  @Test
  void tellsOfMessagesWhateverTheirNumbers() {
    assertThat(ROW.tellsOf(List.of("STOPPING=1\nMAINPID=17\n", "STATUS=bye 3/4"))).isTrue();
    assertThat(ROW.tellsOf(List.of("STOPPING=1\nMAINPID=17"))).isTrue();
    assertThat(ROW.tellsOf(List.of("STATUS=bye 3/4"))).isFalse();
    assertThat(ROW.tellsOf(List.of("STATUS=bye 3/4", "STOPPING=1\nMAINPID=17"))).isFalse();
    assertThat(ROW.tellsOf(List.of("STOPPING=1\nMAINPID=17", "READY=1"))).isFalse();
    assertThat(ROW.tellsOf(List.of())).isFalse();
  }

  @Test
  void progressIsOneMessageHoweverOftenItIsTold() {
    Row row =
        Row.of("| stop | `STOPPING=1` (`STATUS=…\\nEXTEND_TIMEOUT_USEC=n`) `STATUS=x` | A | B |");
    String[] progress = {
      "STATUS=page 1/2\nEXTEND_TIMEOUT_USEC=30", "STATUS=a\nEXTEND_TIMEOUT_USEC=9"
    };
    assertThat(row.tellsOf(List.of("STOPPING=1", progress[0], progress[1], "STATUS=x"))).isTrue();
    assertThat(row.tellsOf(List.of("STOPPING=1", progress[1], "STATUS=x"))).isTrue();
    assertThat(row.tellsOf(List.of("STOPPING=1", "STATUS=x"))).isTrue();
    assertThat(row.tellsOf(List.of("STOPPING=1", "STATUS=x", progress[0]))).isFalse();
    assertThat(row.tellsOf(List.of(progress[0], "STOPPING=1", "STATUS=x"))).isFalse();
    assertThat(Row.cell(List.of(progress))).isEqualTo("`STATUS=…\\nEXTEND_TIMEOUT_USEC=n`");
  }

  @Test
  void showsMessagesAsItReadsThem() {
    assertThat(Row.cell(List.of("STOPPING=1\nMAINPID=17\n", "STATUS=bye 3/4")))
        .isEqualTo("`STOPPING=1\\nMAINPID=n` `STATUS=bye n/n`");
    assertThat(Row.cell(List.of())).isEqualTo("nothing");
  }
}
