package io.probeagent.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** How flags are written. */
final class FlagsTest {

  @Test
  void aValueStandsBehindASpaceOrAnEqualsSign() {
    Reading reading = Reading.of().with("--file", "up", "--socket=s", "--dir=/x");

    assertThat(reading.app().file()).isEqualTo(Path.of("/x/up"));
    assertThat(reading.app().socket()).isEqualTo(Path.of("/x/s"));
  }

  @Test
  void theLastFlagNeedsItsValueToo() {
    assertThat(Reading.of().with("--file", "up", "--dir").problems())
        .containsExactly("--dir has no value");
  }

  @Test
  void anEmptyValueIsAValue() {
    assertThat(Reading.of("PROBE_DIR=/x").with("--dir=").problems())
        .containsExactly("--dir is '' (expected: an absolute path)");
    assertThat(Reading.of("PROBE_APPS=web").with("--apps=").app().dir())
        .isEqualTo(Path.of("/run/probe"));
  }

  @Test
  void aFlagIsGivenOnce() {
    assertThat(Reading.of().with("--dir=/a", "--dir", "/b").problems())
        .containsExactly("--dir is given twice");
  }

  @Test
  void aBareWordIsNoFlag() {
    assertThat(Reading.of().with("--dir", "/a", "b", "c").problems())
        .containsExactly(
            "unexpected argument 'b' (expected: a flag; see --help)",
            "unexpected argument 'c' (expected: a flag; see --help)");
  }

  @Test
  void aFlagWithoutANameIsUnknown() {
    assertThat(Reading.of().with("--", "x").problems())
        .singleElement()
        .asString()
        .startsWith("unknown flag --");
  }

  @Test
  void whatFollowsAFlagIsItsValueWhateverItLooksLike() {
    assertThat(Reading.of().with("--dir", "--file").problems())
        .containsExactly("--dir is '--file' (expected: an absolute path)");
  }
}
