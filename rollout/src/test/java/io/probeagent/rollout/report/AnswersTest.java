package io.probeagent.rollout.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class AnswersTest {
  @Test
  void joinsEqualOnesInARow() {
    Answers answers = new Answers();
    answers.add(503, 1);
    answers.add(503, 2);
    answers.add(200, 3);
    answers.add(503, 4);
    assertThat(answers.runs())
        .containsExactly(
            new Answers.Run(503, 1, 2, 2),
            new Answers.Run(200, 3, 3, 1),
            new Answers.Run(503, 4, 4, 1));
  }
}
