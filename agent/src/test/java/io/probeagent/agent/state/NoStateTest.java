package io.probeagent.agent.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bytes that are no state at all. */
final class NoStateTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          '' | version is
          'null' | version is
          '[]' | version is
          '1' | version is
          'hello' | not JSON
          '{' | not JSON
          '{}' | version is
          '{"version":1' | not JSON
          """)
  void whatIsNoStateIsRefused(String text, String why) {
    assertThatThrownBy(() -> StateReader.read(text.getBytes(UTF_8), "boot-1", 0))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(why);
  }

  @Test
  void deepNestingIsRefusedAndOverflowsNoStack() {
    byte[] deep = "[".repeat(200_000).getBytes(UTF_8);

    assertThatThrownBy(() -> StateReader.read(deep, "boot-1", 0)).isInstanceOf(IOException.class);
  }
}
