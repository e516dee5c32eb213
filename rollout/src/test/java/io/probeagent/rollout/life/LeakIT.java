package io.probeagent.rollout.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.rollout.process.AgentProcess;
import io.probeagent.rollout.process.Await;
import io.probeagent.rollout.process.HttpCall;
import io.probeagent.rollout.process.Probe;
import io.probeagent.rollout.process.Prober;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What comes and goes leaves nothing behind. */
final class LeakIT {
  private static final int CONNECTIONS = 1000;

  @Test
  void descriptorsAndThreadsReturnToTheBaseline() throws Exception {
    try (Stage stage = Stage.set()) {
      AgentProcess agent = stage.agent();
      traffic(stage, CONNECTIONS / 10);
      Path process = Path.of("/proc/" + agent.child().pid());
      Await.answer(Stage.LIMIT, () -> isIdle(process), idle -> idle);
      long descriptors = count(process.resolve("fd"));
      long threads = count(process.resolve("task"));

      traffic(stage, CONNECTIONS);
      assertThat(atMost(process.resolve("fd"), descriptors)).as("fds").isTrue();
      assertThat(atMost(process.resolve("task"), threads)).as("threads").isTrue();
      assertThat(agent.child().isAlive()).isTrue();
    }
  }

  /** Probes, one-shots and leases, some of which break off in the middle. */
  private static void traffic(Stage stage, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      assertThat(stage.prober().ask(Probe.LIVE)).isNotEqualTo(Prober.NO_ANSWER);
      assertThat(Talk.once(stage.socket(), "READY=" + i % 2)).isEqualTo("OK");
      if (i % 10 == 0) {
        assertThat(Talk.once(stage.socket(), "INSTANCE=i" + i)).isEqualTo("OK");
        HttpCall.to(stage.address(), Stage.LIMIT).close();
        Talk.to(stage.socket()).close();
      }
    }
  }

  /** The threads that write the log and the state end when they have nothing to do for 2 s. */
  private static boolean isIdle(Path process) {
    try (Stream<Path> tasks = Files.list(process.resolve("task"))) {
      return tasks.map(LeakIT::name).noneMatch(name -> name.matches("probe-(log|state|metrics)"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(Path task) {
    try {
      return Files.readString(task.resolve("comm")).strip();
    } catch (IOException ended) {
      return "";
    }
  }

  private static boolean atMost(Path folder, long most) throws InterruptedException {
    return Await.answer(Stage.LIMIT, () -> count(folder) <= most, right -> right);
  }

  private static long count(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
