package io.probeagent.rollout.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.probeagent.rollout.record.ClientKind;
import io.probeagent.rollout.record.Failure;
import io.probeagent.rollout.report.Drawn.Mark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser: it draws what the report says. */
final class ReportPageIT {
  @TempDir Path folder;

  @BeforeEach
  void browser() {
    assumeTrue(Chromium.isThere(), "there is no chromium on the path");
  }

  private Drawn draw(Report report, String fragment) throws Exception {
    Path page = ReportFiles.write(report, folder);
    Drawn drawn = new Drawn(Chromium.dump(page.toUri() + fragment));
    assertThat(drawn.dom()).contains("data-drawn=\"true\"");
    assertThat(drawn.textOf("error")).isEmpty();
    return drawn;
  }

  @Test
  void drawsOneUpdate() throws Exception {
    Report report = MadeUpRun.withLosses(4, 1).report();
    Drawn drawn = draw(report, "");
    assertThat(drawn.textOf("verdict"))
        .isEqualTo(
            String.format(Locale.ROOT, "✕ 4 of %,d requests failed", report.totals().requests()));
    assertThat(drawn.textOf("subtitle")).contains("2 requests cut", "12 handed back");
    assertThat(drawn.lanes())
        .containsExactlyElementsOf(
            Stream.concat(report.pods().stream().map(Report.Pod::name), Stream.of("")).toList());
    assertMarks(drawn, "failed", report.failures());
    assertMarks(drawn, "cut", report.cuts());
    assertThat(drawn.number("data-from")).isZero();
    assertThat(drawn.number("data-to")).isEqualTo(report.duration());
    assertLanes(drawn, report.pods());
    assertTables(drawn, report);
  }

  /** Nothing of a pod is left out; the whole run is shown. */
  private static void assertLanes(Drawn drawn, List<Report.Pod> pods) {
    assertThat(drawn.count("<rect[^>]* class=\"[A-Z_]+\"[^>]*><title>"))
        .isEqualTo(sum(pods, pod -> pod.phases().size()));
    assertThat(drawn.count("class=\"drain [A-Z]+\"[^>]*><title>"))
        .isEqualTo(sum(pods, pod -> pod.drains().size()));
    assertThat(drawn.count("class=\"endpoint\"[^>]*><title>"))
        .isEqualTo(sum(pods, pod -> pod.endpoints().size()));
    assertThat(drawn.count("class=\"(pass|fail|silent)\"[^>]*><title>/ready "))
        .isEqualTo(sum(pods, pod -> pod.probes().getOrDefault("ready", List.of()).size()));
    assertThat(drawn.count("class=\"tick\" data-moment="))
        .isEqualTo(sum(pods, pod -> pod.events().size()));
  }

  private static int sum(List<Report.Pod> pods, ToIntFunction<Report.Pod> number) {
    return pods.stream().mapToInt(number).sum();
  }

  /** Each of them once, on the lane of its pod, where the axis has its time. */
  private static void assertMarks(Drawn drawn, String kind, List<Report.Loss> losses) {
    for (Report.Loss loss : losses) {
      Mark mark =
          drawn.marks(loss.pod()).stream()
              .filter(m -> m.kind().equals(kind) && m.at() == loss.at())
              .reduce(
                  (a, b) -> {
                    throw new AssertionError("marked twice: " + a + " and " + b);
                  })
              .orElseThrow(() -> new AssertionError("not marked: " + loss));
      assertThat(mark.x()).isCloseTo(drawn.x(loss.at()), within(0.5));
      assertThat(mark.pod()).isEqualTo(loss.pod());
      assertThat(mark.tip()).startsWith(loss.what()).contains(loss.client());
    }
    assertThat(drawn.count("class=\"mark " + kind + "\"[^>]* data-pod=")).isEqualTo(losses.size());
  }

  private static void assertTables(Drawn drawn, Report report) {
    assertThat(drawn.table("failures"))
        .extracting(row -> row.cells().get(3))
        .containsExactlyElementsOf(report.failures().stream().map(Report.Loss::what).toList());
    assertThat(drawn.table("failures"))
        .extracting(row -> row.cells().get(7))
        .contains("&lt;/script&gt;&lt;b&gt;bold&lt;/b&gt;");
    assertThat(drawn.table("cuts")).hasSameSizeAs(report.cuts());
    assertThat(drawn.table("clients"))
        .extracting(row -> row.cells().get(0))
        .containsExactlyElementsOf(report.clients().stream().map(Report.Client::client).toList());
    assertThat(drawn.table("pods")).hasSameSizeAs(report.pods());
    assertThat(drawn.table("updates")).hasSize(1);
  }

  @Test
  void takesNoTextForMarkup() throws Exception {
    MadeUpRun run = MadeUpRun.withLosses(2, 1);
    run.recorder().drained("web-1", MadeUpRun.NASTY);
    Drawn drawn = draw(run.report(), "");
    assertThat(drawn.dom()).doesNotContain("<b>bold");
    assertThat(drawn.textOf("title")).contains("&lt;/script&gt;&lt;b&gt;bold");
  }

  @Test
  void showsOneOfManyUpdatesByItsLink() throws Exception {
    Report report = MadeUpRun.withLosses(2, 5).report();
    Drawn drawn = draw(report, "#update=4");
    assertThat(drawn.textOf("view-heading")).isEqualTo("Update 4 of 5");
    assertThat(drawn.lanes())
        .contains("web-7", "web-8", "web-9", "web-10")
        .doesNotContain("web-1", "web-12", "");
    assertThat(drawn.count("data-update=\"[0-9]+\"")).isEqualTo(5);
    assertThat(drawn.table("updates")).hasSize(5);
    assertThat(drawn.table("failures")).isEmpty();
    assertThat(drawn.number("data-to")).isEqualTo(report.updates().get(4).from());
  }

  @Test
  void beginsWithTheFirstUpdateThatLostSomething() throws Exception {
    MadeUpRun run = MadeUpRun.of(1, 3);
    double late = run.report().updates().get(1).from() + 100;
    run.lose(ClientKind.BUSY, "web-2", late, 5, Failure.Kind.RESET, "by peer");
    Drawn drawn = draw(run.report(), "");
    assertThat(drawn.textOf("view-heading")).isEqualTo("Update 2 of 3");
    assertThat(drawn.marks("web-2")).hasSize(1);
  }

  @Test
  void isGladIfNothingFailed() throws Exception {
    Drawn drawn = draw(MadeUpRun.of(2, 1).report(), "");
    assertThat(drawn.textOf("verdict")).startsWith("✓ 0 of ");
    assertThat(drawn.dom()).contains("<h1 id=\"verdict\" role=\"status\" class=\"good\">");
    assertThat(drawn.table("failures")).isEmpty();
  }

  @Test
  void drawsARunInWhichNothingHappened() throws Exception {
    Drawn drawn = draw(new Recorder(0).report(Map.of(), 0), "");
    assertThat(drawn.textOf("verdict")).isEqualTo("No request was made");
    assertThat(drawn.lanes()).isEmpty();
  }

  @Test
  void saysSoIfItCannotBeDrawn() throws Exception {
    Path page = ReportFiles.write(SmallRun.report(), folder);
    Files.writeString(page, Files.readString(page).replace("\"pods\":[", "\"other\":["));
    Drawn drawn = new Drawn(Chromium.dump(page.toUri().toString()));
    assertThat(drawn.dom()).contains("data-drawn=\"false\"");
    assertThat(drawn.textOf("error")).startsWith("This page could not be drawn: ");
  }
}
