package io.probeagent.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OneLineTest {

  @Test
  void keepsPlainText() {
    assertThat(OneLine.of("warming up: 3/7 ✓ 🚀", 100)).isEqualTo("warming up: 3/7 ✓ 🚀");
  }

  @Test
  void replacesWhatEndsALine() {
    assertThat(OneLine.of("a\nb\r\nc\td\0e\u001b[1mf\u0085g\u2028h\u2029i\u007fj", 100))
        .isEqualTo("a b  c d e [1mf g h i j");
  }

  @Test
  void replacesHalfOfAPair() {
    String line = OneLine.of("a\ud83db\ude80c", 100);
    assertThat(line).isEqualTo("a\ufffdb\ufffdc");
    assertThat(line.getBytes(UTF_8)).hasSize(9);
  }

  @ParameterizedTest
  @CsvSource({
    "aé✓🚀, 10, aé✓🚀",
    "aé✓🚀, 9, aé✓",
    "aé✓🚀, 6, aé✓",
    "aé✓🚀, 5, aé",
    "aé✓🚀, 2, a",
    "aé✓🚀, 0, ''",
    "é, 1, ''",
  })
  void cutsBetweenCodePoints(String text, int maxBytes, String cut) {
    assertThat(OneLine.of(text, maxBytes)).isEqualTo(cut);
  }
}
