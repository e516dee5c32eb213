package io.probeagent.bench.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecipeTest {
  private static final Path FILE = Path.of("Dockerfile.agent");

  @Test
  void takesTheStepsOfTheRuntimeAndTheVariablesOfTheImage() throws Exception {
    List<String> lines =
        """
        FROM --platform=$BUILDPLATFORM ${BUILD_IMAGE} AS build
        RUN mvn package
        FROM ${JDK_IMAGE} AS runtime
        # RUN sh /image/never.sh
        RUN sh /image/jre.sh /opt/probe-agent java.base
        COPY --from=build a b
        RUN sh /image/aot.sh /opt/probe-agent
        FROM scratch
        ENV MALLOC_ARENA_MAX=1
        """
            .lines()
            .toList();
    Recipe recipe = Recipe.parse(lines, FILE);
    assertThat(recipe)
        .isEqualTo(
            new Recipe(
                List.of(
                    "sh /image/jre.sh /opt/probe-agent java.base",
                    "sh /image/aot.sh /opt/probe-agent"),
                Map.of("MALLOC_ARENA_MAX", "1")));
    assertThat(recipe.without("jre.sh").steps())
        .containsExactly("sh /image/aot.sh /opt/probe-agent");
  }

  @Test
  void refusesAFileThatMakesNoCache() {
    assertThatThrownBy(() -> Recipe.parse(List.of("FROM x AS runtime", "RUN true"), FILE))
        .hasMessage("Dockerfile.agent: no step of the stage 'runtime' runs aot.sh (found: [true])");
  }

  @Test
  void readsThatOfThisRepository() throws Exception {
    Recipe recipe = Recipe.of(Path.of("..", "Dockerfile.agent"));
    assertThat(recipe.steps()).anyMatch(step -> step.contains("jre.sh /opt/probe-agent"));
    assertThat(recipe.environment()).containsKey("MALLOC_ARENA_MAX");
  }
}
