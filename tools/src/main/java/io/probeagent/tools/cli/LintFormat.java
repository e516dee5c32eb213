package io.probeagent.tools.cli;

import io.probeagent.tools.lint.Rules;
import io.probeagent.tools.report.GithubReport;
import io.probeagent.tools.report.JsonReport;
import io.probeagent.tools.report.Report;
import io.probeagent.tools.report.SarifReport;
import io.probeagent.tools.report.TextReport;
import picocli.CommandLine.Help.Ansi;

/** How findings are written. */
enum LintFormat {
  TEXT,
  JSON,
  SARIF,
  GITHUB;

  /** When a text has colours. */
  enum Colour {
    AUTO,
    ALWAYS,
    NEVER
  }

  Report report(Colour colour) {
    return switch (this) {
      case TEXT -> new TextReport(isPainted(colour));
      case JSON -> new JsonReport();
      case SARIF -> new SarifReport(version(), Rules.all());
      case GITHUB -> new GithubReport();
    };
  }

  /** picocli knows terminals, and NO_COLOR. */
  private static boolean isPainted(Colour colour) {
    return switch (colour) {
      case AUTO -> Ansi.AUTO.enabled();
      case ALWAYS -> true;
      case NEVER -> false;
    };
  }

  private static String version() {
    String version = LintFormat.class.getPackage().getImplementationVersion();
    return version == null ? "" : version;
  }
}
