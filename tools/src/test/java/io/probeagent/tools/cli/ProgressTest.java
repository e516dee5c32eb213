package io.probeagent.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ProgressTest {
  private final CountDownLatch flushed = new CountDownLatch(1);
  private final ByteArrayOutputStream out =
      new ByteArrayOutputStream() {
        @Override
        public void flush() {
          flushed.countDown();
        }
      };
  private final PrintStream to = new PrintStream(out, false, StandardCharsets.UTF_8);

  @Test
  void aTerminalIsToldAndClearedAgain() throws InterruptedException {
    Progress progress = Progress.on(to, true, Duration.ofMillis(1), "reading big.yaml");
    assertThat(flushed.await(1, TimeUnit.MINUTES)).isTrue();
    progress.close();
    assertThat(said())
        .startsWith("\r\u001b[Kprobe-tools: reading big.yaml (")
        .endsWith("\r\u001b[K");
  }

  @Test
  void whatIsDoneAtOnceAndWhatIsNoTerminalIsToldNothing() {
    Progress.on(to, true, Duration.ofHours(1), "reading").close();
    Progress.on(to, false, Duration.ZERO, "reading").close();
    assertThat(said()).isEmpty();
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
