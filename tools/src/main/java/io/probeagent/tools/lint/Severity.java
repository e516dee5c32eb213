package io.probeagent.tools.lint;

import java.util.Locale;

/** How bad a finding is, the worst first. */
public enum Severity {
  /** Requests are lost, a pod is killed or left out, or it never works. */
  ERROR,
  /** It goes wrong under some conditions that do occur. */
  WARNING,
  /** It works, and could be better. */
  INFO;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
