package io.probeagent.rollout.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.rollout.process.Probe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Questions whose answers take their time. */
final class ProbeWorkerTest {
  private final FakeLoop loop = new FakeLoop();
  private final List<Long> asked = new ArrayList<>();
  private final List<Consumer<ProbeAnswer>> open = new ArrayList<>();
  private boolean mayAsk = true;
  private int changes;
  private final ProbeWorker worker =
      new ProbeWorker(
          loop,
          ProbeSpec.of(Probe.READY, Target.APP, Duration.ofSeconds(1), 1),
          () -> mayAsk,
          answer -> {
            asked.add(loop.now() / 1_000_000);
            open.add(answer);
          },
          changed -> changes++);

  @Test
  void asksAtOnceAndOncePerPeriod() {
    worker.start();
    answer(200);
    for (int i = 0; i < 3; i++) {
      loop.pass(1_000);
      answer(200);
    }
    assertThat(asked).containsExactly(0L, 1_000L, 2_000L, 3_000L);
    assertThat(changes).isEqualTo(1);
  }

  @Test
  void oneQuestionWaitsBehindAnOpenOneTheOthersAreDropped() {
    worker.start();
    loop.pass(3_500);
    assertThat(asked).containsExactly(0L);
    answer(200);
    assertThat(asked).containsExactly(0L, 3_500L);
    answer(200);
    loop.pass(500);
    assertThat(asked).containsExactly(0L, 3_500L, 4_000L);
  }

  @Test
  void aTriggerMovesThePeriod() {
    worker.start();
    answer(503);
    loop.pass(400);
    worker.trigger();
    answer(503);
    loop.pass(1_000);
    assertThat(asked).containsExactly(0L, 400L, 1_400L);
  }

  @Test
  void anAnswerAboutTheContainerBeforeCountsForNothing() {
    worker.start();
    worker.newContainer();
    answer(200);
    assertThat(worker.result()).isEqualTo(ProbeCount.Result.FAILURE);
    loop.pass(1_000);
    answer(200);
    assertThat(worker.result()).isEqualTo(ProbeCount.Result.SUCCESS);
  }

  @Test
  void isSilentWhileItMayNotAskAndOnceItIsStopped() {
    mayAsk = false;
    worker.start();
    loop.pass(2_500);
    assertThat(asked).isEmpty();
    mayAsk = true;
    loop.pass(500);
    assertThat(asked).containsExactly(3_000L);
    worker.stop();
    answer(200);
    worker.trigger();
    loop.pass(5_000);
    assertThat(asked).hasSize(1);
    assertThat(changes).isZero();
  }

  /** Answers the question that is open. */
  private void answer(int code) {
    open.remove(0).accept(ProbeAnswer.of(code));
  }
}
