package io.probeagent.agent.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.fake.Configs;
import io.probeagent.agent.fake.FakeTicker;
import io.probeagent.agent.fake.FakeTimers;
import io.probeagent.agent.lifecycle.Drain;
import io.probeagent.agent.lifecycle.ProbeFile;
import io.probeagent.agent.lifecycle.Signal;
import io.probeagent.agent.lifecycle.Verdicts;
import io.probeagent.agent.lifecycle.Word;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever keeps an answer for as long as the version is the same never gives a wrong one. */
final class PodVersionTest {
  private static final long SECOND = 1_000_000_000L;

  private final FakeTicker ticker = new FakeTicker();
  private final FakeTimers timers = new FakeTimers(ticker);
  private final Pod pod =
      new Pod(
          Configs.of("PROBE_FILE_MAX_AGE=4s", "PROBE_DRAIN_READINESS=hold").apps(),
          Map.of(),
          ticker,
          timers);
  private final App app = pod.apps().get(0);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void noAnswerChangesUnderTheSameVersion(long seed) {
    Random random = new Random(seed);
    int listened = 0;
    int[] told = {0};
    pod.listen((a, before, after) -> told[0]++);
    for (int i = 0; i < 2000; i++) {
      Verdicts before = pod.view(app).verdicts();
      long version = pod.version();
      switch (random.nextInt(4)) {
        case 0 -> timers.advance(Duration.ofMillis(random.nextInt(3000)));
        case 1 -> ticker.advance(Duration.ofMillis(random.nextInt(3000)));
        default -> pod.signal(app, signal(random));
      }
      Verdicts after = pod.view(app).verdicts();
      if (pod.version() == version) {
        assertThat(answers(after)).as("step %d", i).isEqualTo(answers(before));
        assertThat(told[0]).as("step %d", i).isEqualTo(listened);
      } else {
        assertThat(told[0]).as("step %d", i).isGreaterThan(listened);
      }
      Verdicts anew = Verdicts.of(app.lifecycle(), pod.view(app).state(), ticker.nanos());
      assertThat(answers(after)).as("step %d", i).isEqualTo(answers(anew));
      listened = told[0];
    }
    assertThat(listened).isGreaterThan(500);
    assertThat(timers.pending()).isLessThan(5);
  }

  private static List<Object> answers(Verdicts verdicts) {
    return List.of(verdicts.phase(), verdicts.startup(), verdicts.live(), verdicts.ready());
  }

  private static Signal signal(Random random) {
    String id = "i" + random.nextInt(2);
    return switch (random.nextInt(8)) {
      case 0 -> new Signal.LeaseOpened(id);
      case 1 -> new Signal.LeaseLost(id);
      case 2 -> new Signal.FileSeen(file(random), random.nextInt(5) * SECOND);
      case 3 -> new Signal.FileGone(random.nextBoolean());
      case 4 -> new Signal.DrainAsked(Drain.Origin.OUTSIDE, random.nextInt(3) * SECOND);
      case 5 -> new Signal.Undrained();
      case 6 -> new Signal.Said(id, List.of(word(random)));
      default -> new Signal.Said(Signal.ANYONE, List.of(word(random)));
    };
  }

  private static ProbeFile file(Random random) {
    List<Word> words = random.nextBoolean() ? List.of() : List.of(new Word.NotReady());
    return new ProbeFile("f" + random.nextInt(2), false, words, random.nextInt(3));
  }

  private static Word word(Random random) {
    return switch (random.nextInt(8)) {
      case 0, 1 -> new Word.Ready();
      case 2 -> new Word.NotReady();
      case 3 -> new Word.BeatEvery(random.nextInt(3) * SECOND);
      case 4 -> new Word.Beat();
      case 5 -> new Word.Status("s" + random.nextInt(3));
      case 6 -> new Word.Stopping();
      default -> new Word.Bye();
    };
  }
}
