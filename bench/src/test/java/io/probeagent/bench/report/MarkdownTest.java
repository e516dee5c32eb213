package io.probeagent.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MarkdownTest {
  private static final Path FILE = Path.of("a.md");

  @Test
  void replacesWhatIsBetweenTheMarks() throws Exception {
    String text = "before\n" + Markdown.BEGIN + "old\n" + Markdown.END + "after\n";
    String once = Markdown.replace(text, "new\n", FILE);
    assertThat(once).isEqualTo("before\n" + Markdown.BEGIN + "new\n" + Markdown.END + "after\n");
    assertThat(Markdown.replace(once, "new\n", FILE)).isEqualTo(once);
  }

  @Test
  void leavesADocumentWithoutMarksAlone() {
    assertThatThrownBy(() -> Markdown.replace(Markdown.END + Markdown.BEGIN, "new\n", FILE))
        .hasMessageContaining("'a.md' has no lines '<!-- bench: begin -->'");
  }
}
