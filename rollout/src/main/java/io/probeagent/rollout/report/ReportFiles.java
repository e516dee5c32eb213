package io.probeagent.rollout.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of a report. */
public final class ReportFiles {
  private ReportFiles() {}

  /**
   * Writes {@code report.json} and {@code report.html} into a folder, which is made if need be.
   *
   * @return the page
   */
  public static Path write(Report report, Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("report.json"), ReportJson.of(report) + "\n");
    return Files.writeString(folder.resolve("report.html"), ReportPage.of(report));
  }
}
