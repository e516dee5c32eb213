package io.probeagent.containers;

/** The images that {@code containers/build} makes, and stand-ins for public ones. */
final class Image {
  static final String AGENT = "probe-agent:0.1.0";
  static final String APP = "probe-agent-sample-app:0.1.0";

  private Image() {}

  /** One of an installed Debian package and all that it needs; made once. */
  static String ofDebian(String name) {
    return Podman.assumeUsable().script("stand-in", "localhost/stand-in-" + name, "--", name);
  }
}
