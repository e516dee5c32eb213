package io.probeagent.rollout.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RollingTest {
  @ParameterizedTest
  @CsvSource({
    // replicas, surge, unavailable | old, available, new, available | create, delete
    "4, 1, 0,  0, 0, 0, 0,  4, 0", // the start: no more than replicas, surge or not
    "4, 1, 0,  4, 4, 0, 0,  1, 0",
    "4, 1, 0,  4, 4, 1, 0,  0, 0", // waits for the new one
    "4, 1, 0,  4, 4, 1, 1,  0, 1",
    "4, 1, 0,  3, 3, 1, 1,  1, 0", // terminating ones do not count
    "4, 1, 0,  1, 1, 3, 3,  1, 0",
    "4, 1, 0,  1, 1, 4, 4,  0, 1",
    "4, 1, 0,  0, 0, 4, 3,  0, 0",
    "4, 1, 0,  0, 0, 4, 4,  0, 0",
    "4, 2, 1,  4, 4, 0, 0,  2, 0",
    "4, 2, 1,  4, 4, 2, 0,  0, 1", // one may be missing
    "4, 0, 1,  4, 4, 0, 0,  0, 1", // down first
    "4, 0, 1,  3, 3, 0, 0,  1, 0",
    "4, 1, 0,  4, 3, 1, 0,  0, 0", // an old one is unhealthy, but so is the new one
    "4, 1, 0,  4, 3, 1, 1,  0, 1", // the unhealthy one
    "4, 3, 0,  4, 2, 3, 3,  0, 3", // two unhealthy ones, and one that can be missed
    "10, 3, 2,  8, 7, 5, 0,  0, 0", // case 1 of the comment in rolling.go
    "10, 3, 2,  8, 8, 3, 0,  2, 0",
    "2, 4, 0,  2, 2, 0, 0,  2, 0", // never more new ones than replicas
  })
  void decides(
      int replicas,
      int surge,
      int unavailable,
      int old,
      int oldAvailable,
      int fresh,
      int freshAvailable,
      int create,
      int delete) {
    Duration minute = Duration.ofMinutes(1);
    DeploymentSpec spec =
        new DeploymentSpec("web", replicas, surge, unavailable, Duration.ZERO, minute, 0);
    assertThat(Rolling.decide(spec, new Rolling.Counts(old, oldAvailable, fresh, freshAvailable)))
        .isEqualTo(new Rolling.Step(create, delete));
  }
}
