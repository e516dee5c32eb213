package io.probeagent.tools.cli;

import io.probeagent.tools.model.KubernetesVersion;
import io.probeagent.tools.model.Times;
import java.time.Duration;

/** What stands behind a flag, read; the same text is read alike by every command. */
final class Flag {
  private Flag() {}

  static Duration time(String flag, String text) {
    return Times.parse(text)
        .orElseThrow(() -> wrong(flag, text, "no time (expected: such as 500ms, 15s or 2m)"));
  }

  static KubernetesVersion version(String flag, String text) {
    return KubernetesVersion.parse(text)
        .orElseThrow(() -> wrong(flag, text, "no version (expected: such as 1.29)"));
  }

  private static UsageException wrong(String flag, String text, String what) {
    return new UsageException(flag + " " + text + ": " + what);
  }
}
