package io.probeagent.rollout.report;

import java.util.Locale;

/** When an exchange took place. */
enum Span {
  /** It was over before the first update began; the programs were warm. */
  BASELINE,
  /** An update ran at some moment of it. */
  UPDATE,
  /** While the programs warmed up, between two updates, or after the last one. */
  REST;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
