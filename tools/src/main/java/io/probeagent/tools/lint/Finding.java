package io.probeagent.tools.lint;

import io.probeagent.tools.model.Resource;
import io.probeagent.tools.yaml.Field;

/**
 * What a rule found.
 *
 * @param severity the rule's, or a milder one where less is certain
 * @param at the field to change, or the place where it would be
 * @param what what happens to the user, in one or two sentences with this pod's own numbers
 * @param fix YAML that mends it, at the place of {@code at}; empty where there is none to give
 */
public record Finding(
    Rule rule, Severity severity, Resource resource, Field at, String what, String fix) {
  /** One as bad as its rule says. */
  Finding(Rule rule, Resource resource, Field at, String what, String fix) {
    this(rule, rule.severity(), resource, at, what, fix);
  }
}
