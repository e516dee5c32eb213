package io.probeagent.agent;

/** The version of this build. */
public final class Version {
  /** As the jar's manifest says; {@code dev} when it does not run from a jar. */
  public static final String TEXT = text();

  private Version() {}

  private static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "dev" : version;
  }
}
