package io.probeagent.tools.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probeagent.tools.lint.Finding;
import io.probeagent.tools.lint.Page;
import io.probeagent.tools.lint.Rule;
import io.probeagent.tools.lint.Severity;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.function.Consumer;

/**
 * SARIF 2.1.0 (an OASIS standard), which code scanning takes.
 *
 * @param version of this program; empty if unknown
 * @param rules all that were looked for
 */
public record SarifReport(String version, List<Rule> rules) implements Report {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  @Override
  public void write(List<Finding> findings, Consumer<String> to) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("$schema", SCHEMA).put("version", "2.1.0");
    ObjectNode run = root.putArray("runs").addObject();
    ObjectNode driver = run.putObject("tool").putObject("driver").put("name", "probe-tools");
    if (!version.isEmpty()) {
      driver.put("version", version);
    }
    ArrayNode described = driver.putArray("rules");
    rules.forEach(rule -> describe(rule, described.addObject()));
    run.put("columnKind", "unicodeCodePoints");
    ArrayNode results = run.putArray("results");
    for (Finding finding : findings) {
      write(finding, results.addObject());
    }
    to.accept(root.toPrettyString() + "\n");
  }

  private static void describe(Rule rule, ObjectNode node) {
    Page page = Page.of(rule);
    node.put("id", rule.id());
    node.putObject("shortDescription").put("text", page.title());
    node.putObject("fullDescription").put("text", page.body());
    node.putObject("help")
        .put("text", page.body() + "\n\nSource: " + page.source())
        .put("markdown", page.text());
    node.putObject("defaultConfiguration").put("level", level(rule.severity()));
  }

  private void write(Finding finding, ObjectNode node) {
    Place place = Place.of(finding);
    node.put("ruleId", finding.rule().id());
    // By its id: a project may have given it another severity.
    int index = rules.stream().map(Rule::id).toList().indexOf(finding.rule().id());
    if (index >= 0) {
      node.put("ruleIndex", index);
    }
    node.put("level", level(finding.severity()));
    String fix = finding.fix().isEmpty() ? "" : "\n\n" + finding.fix();
    node.putObject("message").put("text", finding.what() + fix);
    ObjectNode location = node.putArray("locations").addObject();
    ObjectNode physical = location.putObject("physicalLocation");
    physical.putObject("artifactLocation").put("uri", uri(place.file()));
    physical
        .putObject("region")
        .put("startLine", place.line())
        .put("startColumn", place.column())
        .put("endLine", place.line())
        .put("endColumn", place.endColumn());
    location
        .putArray("logicalLocations")
        .addObject()
        .put("name", finding.at().name())
        .put("fullyQualifiedName", finding.resource().title() + ": " + finding.at().path());
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case INFO -> "note";
    };
  }

  /** A relative path stays one: it is below the folder that was linted from. */
  private static String uri(String file) {
    String path = file.replace('\\', '/');
    try {
      return path.startsWith("/")
          ? new URI("file", "", path, null).toASCIIString()
          : new URI(null, null, "./" + path, null).toASCIIString().substring(2);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(file, e);
    }
  }
}
