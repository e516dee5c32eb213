package io.probeagent.bench.run;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a run can be limited to. */
public enum Part {
  START,
  PROBE,
  MEMORY,
  SATURATION,
  IDLE,
  SIGNAL,
  EXEC,
  CGROUP,
  IMAGE;

  /** Those in which the peers take part. */
  static final Set<Part> OF_ALL = EnumSet.range(START, IDLE);

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
