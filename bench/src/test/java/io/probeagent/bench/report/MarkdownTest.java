package io.probeagent.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MarkdownTest {
  private static final Path FILE = Path.of("a.md");
  private static final String BEGIN = "<!-- bench: begin -->\n";
  private static final String END = "<!-- bench: end -->\n";

  @Test
  void replacesWhatIsBetweenTheMarks() throws Exception {
    String text = "before\n" + BEGIN + "old\n" + END + "after\n";
    String once = Markdown.replace(text, "bench", "new\n", FILE);
    assertThat(once).isEqualTo("before\n" + BEGIN + "new\n" + END + "after\n");
    assertThat(Markdown.replace(once, "bench", "new\n", FILE)).isEqualTo(once);
  }

  @Test
  void leavesADocumentWithoutMarksAlone() {
    assertThatThrownBy(() -> Markdown.replace(END + BEGIN, "bench", "new\n", FILE))
        .hasMessageContaining("'a.md' has no lines '<!-- bench: begin -->'");
  }

  @Test
  void leavesTheTablesOfOtherCommandsAlone() throws Exception {
    String node = "<!-- bench node: begin -->\nnode\n<!-- bench node: end -->\n";
    String text = node + BEGIN + "old\n" + END;
    assertThat(Markdown.replace(text, "bench", "new\n", FILE))
        .isEqualTo(node + BEGIN + "new\n" + END);
  }
}
