package io.probeagent.rollout.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportPageTest {
  private static final String SVG_NAMESPACE = "http://www.w3.org/2000/svg";

  @TempDir Path folder;

  @Test
  void needsNothingElse() {
    String page = ReportPage.of(SmallRun.report()).replace(SVG_NAMESPACE, "");
    assertThat(page).doesNotContainPattern("https?://|//[a-z]+\\.|src=|@import|url\\((?!#hatch)");
  }

  @Test
  void hasNoPlaceLeftToFill() {
    assertThat(ReportPage.of(SmallRun.report())).doesNotContain("{{");
  }

  @Test
  void takesNoTextForMarkup() {
    String page = ReportPage.of(MadeUpRun.withLosses(3, 1).report());
    assertThat(page)
        .doesNotContain(MadeUpRun.NASTY)
        .contains("&lt;/script&gt;&lt;b&gt;bold")
        .contains("\"detail\":\"\\u003c/script>\\u003cb>bold");
  }

  @Test
  void takesNoTextForAPlace() {
    Report report = new Recorder(0).report(Map.of("title", "{{data}} $1"), 0);
    assertThat(ReportPage.of(report)).contains("<title>{{data}} $1</title>");
  }

  @Test
  void bothFilesAreWritten() throws Exception {
    Path page = ReportFiles.write(SmallRun.report(), folder.resolve("a/b"));
    assertThat(page).hasFileName("report.html").content().startsWith("<!DOCTYPE html>");
    assertThat(Files.readString(page.resolveSibling("report.json"))).startsWith("{\"format\":1,");
  }
}
