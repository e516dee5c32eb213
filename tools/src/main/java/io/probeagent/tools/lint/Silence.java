package io.probeagent.tools.lint;

import io.probeagent.tools.yaml.Field;

/**
 * A wish not to be told of one rule at one place.
 *
 * @param at the comment or annotation that says it
 * @param line the line whose findings it is for; 0 if it is for whole objects only
 * @param reason why; without one it does not count
 */
record Silence(Field at, String rule, String reason, int line) {
  boolean counts() {
    return !reason.isEmpty();
  }
}
