package io.probeagent.tools.report;

import io.probeagent.tools.lint.Finding;
import java.util.List;
import java.util.function.Consumer;

/**
 * Workflow commands, of which GitHub makes annotations. The escapes are those of actions/toolkit,
 * packages/core/src/command.ts.
 */
public final class GithubReport implements Report {
  @Override
  public void write(List<Finding> findings, Consumer<String> to) {
    for (Finding finding : findings) {
      Place place = Place.of(finding);
      String what = finding.fix().isEmpty() ? "" : "\n\n" + finding.fix();
      to.accept(
          "::%s file=%s,line=%d,col=%d,endColumn=%d,title=%s::%s\n"
              .formatted(
                  level(finding),
                  property(place.file()),
                  place.line(),
                  place.column(),
                  place.endColumn(),
                  property(finding.rule().id()),
                  data(finding.resource().title() + ": " + finding.what() + what)));
    }
  }

  private static String level(Finding finding) {
    return switch (finding.severity()) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case INFO -> "notice";
    };
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
