package io.probeagent.containers;

/** The images that {@code containers/build} makes. */
final class Image {
  static final String AGENT = "probe-agent:0.1.0";
  static final String APP = "probe-agent-sample-app:0.1.0";

  private Image() {}
}
