package io.probeagent.charts.helm;

import java.util.List;

/** The versions that the charts are rendered for. */
public final class Kubernetes {
  /** The last one without native sidecars, unless a feature gate is set. */
  public static final String REGULAR = "1.28.0";

  /** The first one that has native sidecars by default. */
  public static final String NATIVE = "1.29.0";

  /** The newest that the models know, see pom.xml. */
  public static final String NEWEST = "1.36.0";

  public static final List<String> ALL = List.of(REGULAR, NATIVE, NEWEST);

  private Kubernetes() {}
}
