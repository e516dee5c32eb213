package io.probeagent.tools.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probeagent.tools.lint.Finding;
import io.probeagent.tools.lint.Severity;
import java.util.List;
import java.util.function.Consumer;

/** For programs. Fields may be added, none changes its meaning. */
public final class JsonReport implements Report {
  @Override
  public void write(List<Finding> findings, Consumer<String> to) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    ObjectNode counts = root.putObject("counts");
    for (Severity severity : Severity.values()) {
      counts.put(
          severity.toString(),
          findings.stream().filter(each -> each.severity() == severity).count());
    }
    ArrayNode all = root.putArray("findings");
    for (Finding finding : findings) {
      Place place = Place.of(finding);
      all.addObject()
          .put("rule", finding.rule().id())
          .put("severity", finding.severity().toString())
          .put("file", place.file())
          .put("line", place.line())
          .put("column", place.column())
          .put("end_column", place.endColumn())
          .put("resource", finding.resource().title())
          .put("namespace", finding.resource().namespace())
          .put("template", finding.resource().template().orElse(""))
          .put("field", finding.at().path())
          .put("what", finding.what())
          .put("fix", finding.fix());
    }
    to.accept(root.toPrettyString() + "\n");
  }
}
