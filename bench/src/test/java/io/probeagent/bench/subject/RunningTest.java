package io.probeagent.bench.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RunningTest {
  /** nginx's worker would outlive its master and keep its port. */
  @Test
  void leavesNothingBehind() throws Exception {
    Running running = Running.start(new Shell("sleep 600 & echo up; wait"));
    List<ProcessHandle> family =
        Arrays.stream(running.family().pids())
            .mapToObj(pid -> ProcessHandle.of(pid).orElseThrow())
            .toList();
    assertThat(family).hasSize(2);
    running.close();
    for (ProcessHandle member : family) {
      CompletableFuture<ProcessHandle> end = member.onExit();
      assertThat(end).succeedsWithin(Duration.ofSeconds(30));
    }
    assertThat(running.folder()).doesNotExist();
  }

  @Test
  void tellsWhatItSaidWhenItEnds() {
    assertThatThrownBy(() -> Running.start(new Shell("exit 7")))
        .hasMessageContaining("shell ended with 7");
  }
}
