package io.probeagent.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What docs/plan.md shows is what the command prints. */
final class PlanDocTest {
  private static final Path DOCS = Path.of("..", "docs");

  @Test
  void theTextIsWhatIsPrinted() throws Exception {
    String page = Files.readString(DOCS.resolve("plan.md"));
    String shown = page.split("```text\n", 2)[1].split("```", 2)[0];
    assertThat(plan("text")).isEqualTo(shown);
    assertThat(page).contains("plan docs/examples/plan.yaml --longest-request 20s\n");
  }

  @Test
  void thePictureIsWhatIsPrinted() throws Exception {
    assertThat(plan("svg"))
        .isEqualTo(Files.readString(DOCS.resolve("examples").resolve("plan.svg")));
  }

  @Test
  void theJsonBeginsAsIsShown() throws Exception {
    String page = Files.readString(DOCS.resolve("plan.md"));
    assertThat(plan("json")).startsWith(page.split("```json\n", 2)[1].split("\n```", 2)[0]);
  }

  private static String plan(String format) {
    String manifest = DOCS.resolve("examples").resolve("plan.yaml").toString();
    List<String> arguments =
        List.of("plan", manifest, "--longest-request", "20s", "--format", format);
    Ran ran = Ran.of("", arguments.toArray(String[]::new));
    assertThat(ran.problem()).isEqualTo("0 ");
    return ran.out();
  }
}
