package io.probeagent.bench.alone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ImageSizeTest {
  @Test
  void theImageIsTheOneOfTheChart() throws Exception {
    assertThat(ImageSize.name(Path.of(".."))).matches("probe-agent:\\d+\\.\\d+\\.\\d+.*");
    assertThat(ImageSize.version("version: 2.0.0\nappVersion: \"1.2.3\"\nkubeVersion: 9\n"))
        .isEqualTo("1.2.3");
    assertThat(ImageSize.version("appVersion: 1.2.3\n")).isEqualTo("1.2.3");
    assertThatThrownBy(() -> ImageSize.version("version: 1\n"))
        .hasMessage("no appVersion in the chart probe-agent");
  }
}
