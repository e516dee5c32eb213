package io.probeagent.rollout.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.rollout.record.ClientKind;
import io.probeagent.rollout.record.Exchange;
import io.probeagent.rollout.record.PodPhase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ProgressTest {
  private static final long SECOND = 1_000_000_000;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Recorder recorder = new Recorder(0);
  private long now;

  private static Glance glance(int update, boolean updating) {
    List<PodPhase> pods = List.of(PodPhase.READY, PodPhase.NOT_READY, PodPhase.TERMINATING);
    Duration lag = Duration.ofMillis(250);
    return new Glance(3 * SECOND, pods, 3012, 1, 0, update, lag, updating);
  }

  private Progress progress(boolean terminal) {
    PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    return new Progress(recorder, 3, out, terminal, () -> now);
  }

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void tellsOfAnUpdate() {
    Glance before = new Glance(SECOND, List.of(), 1000, 0, 0, 0, Duration.ZERO, false);
    assertThat(ProgressLine.text(before, glance(2, true), 100))
        .isEqualTo("   3.0 s  update 2/100 lag 250 ms  pods RNT  1006/s  failed 1");
  }

  @Test
  void tellsWhatIsBetween() {
    assertThat(ProgressLine.text(Glance.NOTHING, glance(0, false), 1))
        .contains("before the first of 1 update  ");
    assertThat(ProgressLine.text(Glance.NOTHING, glance(2, false), 5)).contains("update 2/5 done");
  }

  @Test
  void tellsOfCutOnesIfThereAreAny() {
    Glance cut = new Glance(SECOND, List.of(), 3, 0, 2, 1, Duration.ZERO, true);
    assertThat(ProgressLine.text(Glance.NOTHING, cut, 1)).endsWith("failed 0  cut 2");
  }

  @Test
  void fitsALineIntoATerminal() {
    assertThat(ProgressLine.fit("12345", 5)).isEqualTo("12345");
    assertThat(ProgressLine.fit("123456", 5)).isEqualTo("1234…");
  }

  @Test
  void drawsOneLineAnewOnATerminal() {
    Progress progress = progress(true);
    recorder.entered("web-1", PodPhase.READY, 0);
    recorder.entered("web-2", PodPhase.GONE, 0);
    now = SECOND;
    progress.tell();
    recorder.exchanged(new Exchange(ClientKind.BUSY, "web-1", 0, SECOND, 0, null));
    now = 2 * SECOND;
    progress.tell();
    assertThat(printed())
        .isEqualTo(
            "\r\033[2K   1.0 s  before the first of 3 updates  pods R  0/s  failed 0"
                + "\r\033[2K   2.0 s  before the first of 3 updates  pods R  1/s  failed 0");
    progress.close();
    assertThat(printed()).endsWith("failed 0\r\033[2K");
  }

  @Test
  void printsLinesElsewhere() {
    Progress progress = progress(false);
    now = SECOND;
    progress.tell();
    assertThat(printed())
        .isEqualTo("   1.0 s  before the first of 3 updates  pods   0/s  failed 0\n");
  }

  @Test
  void tellsByItself() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    PrintStream out =
        new PrintStream(bytes, false, StandardCharsets.UTF_8) {
          @Override
          public void print(@Nullable String text) {
            super.print(text);
            if (text != null && text.contains("update")) {
              told.countDown();
            }
          }
        };
    try (Progress progress = Progress.of(new Recorder(System.nanoTime()), 3, out, true)) {
      assertThat(told.await(30, TimeUnit.SECONDS)).as(progress::toString).isTrue();
    }
    assertThat(printed()).startsWith("pods: P pending,").contains("before the first of 3 updates");
  }

  @Test
  void isSilentOnceClosed() {
    Progress progress = progress(true);
    progress.close();
    progress.close();
    progress.tell();
    assertThat(printed()).isEqualTo("\r\033[2K");
  }
}
