package io.probeagent.rollout.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.rollout.record.ClientKind;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WorkTimesTest {
  private static final int COUNT = 10_000;

  private static int[] times(int most, long seed) {
    WorkTimes times = new WorkTimes(most, new SplittableRandom(seed));
    return IntStream.generate(times::next).limit(COUNT).toArray();
  }

  private static double percent(int[] times, int low, int high) {
    return 100.0 * IntStream.of(times).filter(ms -> ms >= low && ms <= high).count() / COUNT;
  }

  @Test
  void mostAreShortAndSomeAreLong() {
    int[] times = times(500, 3);
    assertThat(percent(times, 0, 20)).isCloseTo(70, Offset.offset(2.0));
    assertThat(percent(times, 21, 100)).isCloseTo(25, Offset.offset(2.0));
    assertThat(percent(times, 101, 500)).isCloseTo(5, Offset.offset(1.0));
    assertThat(IntStream.of(times).max().orElse(0)).isBetween(450, 500);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 20, 50, 100, 101})
  void noneIsLongerThanTheMost(int most) {
    int[] times = times(most, 3);
    assertThat(IntStream.of(times).min()).hasValue(0);
    assertThat(IntStream.of(times).max()).hasValue(most);
  }

  @Test
  void theSameSeedGivesTheSame() {
    assertThat(times(500, 3)).isEqualTo(times(500, 3)).isNotEqualTo(times(500, 4));
  }

  @Test
  void theWorkStandsInThePathOfSomebodyElsesApp() {
    Requests requests =
        new Requests(
            new RequestPlan.Any("GET", "/sleep/{ms}?x", 100),
            ClientKind.BUSY,
            new SplittableRandom(3));
    Request request = requests.next();
    assertThat(request.path()).isEqualTo("/sleep/" + request.askedMs() + "?x");
    assertThat(request.asked()).isEqualTo(request.askedMs() * 1_000_000L);
  }
}
