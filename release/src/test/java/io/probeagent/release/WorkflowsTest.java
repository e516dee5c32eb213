package io.probeagent.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What keeps the workflows safe, and what they do within reach: actionlint sees neither. */
class WorkflowsTest {
  private static final Pattern PINNED =
      Pattern.compile("[\\w.-]+/[\\w./-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+");

  /** Words that a step may begin with, since they are there on every runner. */
  private static final List<String> PROGRAMS =
      List.of("apt-get", "docker", "mvn", "cosign", "gh", "echo", "while");

  static List<Workflow> workflows() {
    return Workflow.all();
  }

  @Test
  void thereIsOneToTestAndOneToRelease() {
    assertThat(workflows()).extracting(Workflow::name).contains("ci.yml", "release.yml");
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void everyActionIsPinnedByCommitWithItsVersion(Workflow workflow) {
    assertThat(workflow.text().lines())
        .filteredOn(line -> line.contains("uses:"))
        .map(line -> line.replaceFirst(".*uses: ", ""))
        .filteredOn(action -> !action.startsWith("./"))
        .isNotEmpty()
        .allMatch(action -> PINNED.matcher(action).matches());
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void permissionsAreGivenJobByJob(Workflow workflow) {
    assertThat(workflow.yaml().get("permissions")).isEqualTo(Map.of("contents", "read"));
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void noJobRunsForHours(Workflow workflow) {
    assertThat(workflow.jobs().values())
        .map(Workflow::map)
        .filteredOn(job -> !job.containsKey("uses"))
        .allMatch(job -> job.get("timeout-minutes") instanceof Integer minutes && minutes <= 60);
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void tokensAreNotLeftInTheSources(Workflow workflow) {
    assertThat(workflow.steps())
        .filteredOn(step -> String.valueOf(step.get("uses")).startsWith("actions/checkout@"))
        .allMatch(
            step -> Workflow.map(step.get("with")).get("persist-credentials") == (Object) false);
  }

  /** What somebody else wrote reaches a shell as the value of a variable, never as its words. */
  @ParameterizedTest
  @MethodSource("workflows")
  void noExpressionIsPartOfACommand(Workflow workflow) {
    assertThat(workflow.steps())
        .map(step -> String.valueOf(step.get("run")))
        .noneMatch(run -> run.contains("${{"));
  }

  /** So that each can be tried without a runner. */
  @ParameterizedTest
  @MethodSource("workflows")
  void stepsCallWhatIsInTheRepository(Workflow workflow) {
    assertThat(workflow.steps())
        .filteredOn(step -> step.containsKey("run"))
        .map(step -> String.valueOf(step.get("run")).strip())
        .allSatisfy(
            run -> {
              assertThat(run).as("one line").doesNotContain("\n");
              String first = run.replaceFirst("^([A-Z_]+=\\S* )*", "").split(" ", 2)[0];
              assertThat(PROGRAMS.contains(first) || Files.isExecutable(Repository.path(first)))
                  .as("'%s' (expected: a script of the repository, or one of %s)", first, PROGRAMS)
                  .isTrue();
            });
  }

  /** It is the variable REGISTRY, so that a fork pushes to its own. */
  @ParameterizedTest
  @MethodSource("workflows")
  void noRegistryIsNamed(Workflow workflow) {
    assertThat(workflow.text()).doesNotContainPattern("\\b[a-z0-9-]+\\.(io|dev|com|org)/");
  }
}
