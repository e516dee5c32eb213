package io.probeagent.bench.run;

import java.util.Locale;

/** What a run can be limited to. */
public enum Part {
  START,
  PROBE,
  MEMORY,
  SATURATION,
  IDLE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
