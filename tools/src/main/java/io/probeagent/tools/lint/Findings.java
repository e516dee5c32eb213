package io.probeagent.tools.lint;

import io.probeagent.tools.model.Resource;
import io.probeagent.tools.yaml.Field;
import java.util.function.Consumer;

/** Takes what one rule finds in one object. */
public final class Findings {
  private final Rule rule;
  private final Resource resource;
  private final Consumer<Finding> sink;

  Findings(Rule rule, Resource resource, Consumer<Finding> sink) {
    this.rule = rule;
    this.resource = resource;
    this.sink = sink;
  }

  /** Adds a finding without YAML that mends it. */
  public void add(Field at, String what) {
    add(at, what, "");
  }

  /** Adds a finding; see {@link Finding}. */
  public void add(Field at, String what, String fix) {
    sink.accept(new Finding(rule, resource, at, what, fix));
  }

  /** Adds one that is milder than its rule, unless the project has given the rule a severity. */
  public void add(Severity milder, Field at, String what, String fix) {
    boolean own = Rules.find(rule.id()).filter(it -> it.severity() == rule.severity()).isPresent();
    sink.accept(new Finding(rule, own ? milder : rule.severity(), resource, at, what, fix));
  }
}
