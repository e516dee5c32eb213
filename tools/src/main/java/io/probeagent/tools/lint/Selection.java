package io.probeagent.tools.lint;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which rules run, and how bad what they find is.
 *
 * @param only if there are any, no others run
 * @param enabled rules that are off unless asked for
 */
public record Selection(
    Set<String> only, Set<String> disabled, Set<String> enabled, Map<String, Severity> severities) {
  /** Off unless asked for: it has to do with neither probes nor drains, and most pods fail it. */
  private static final Set<String> OFF = Set.of("pod-security-restricted");

  public static final Selection DEFAULT = new Selection(Set.of(), Set.of(), Set.of(), Map.of());

  /** A rule that is named by its severity is asked for, too. */
  public List<Rule> of(List<Rule> rules) {
    return rules.stream()
        .filter(rule -> only.isEmpty() || only.contains(rule.id()))
        .filter(rule -> !disabled.contains(rule.id()))
        .filter(rule -> !OFF.contains(rule.id()) || isAskedFor(rule.id()))
        .map(rule -> rule.as(severities.getOrDefault(rule.id(), rule.severity())))
        .toList();
  }

  private boolean isAskedFor(String id) {
    return only.contains(id) || enabled.contains(id) || severities.containsKey(id);
  }
}
