package io.probeagent.tools.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A minor version of Kubernetes, such as 1.29. */
public record KubernetesVersion(int major, int minor) implements Comparable<KubernetesVersion> {
  /** What is assumed unless told otherwise: the oldest one with native sidecars in it. */
  public static final KubernetesVersion ASSUMED = new KubernetesVersion(1, 29);

  private static final Pattern FORM = Pattern.compile("v?(\\d{1,2})\\.(\\d{1,3})([.+-].*)?");

  /** Reads {@code 1.29}, {@code v1.29.4} or {@code 1.29+}; nothing if it is none. */
  public static Optional<KubernetesVersion> parse(String text) {
    Matcher matcher =
        FORM.matcher(text.endsWith("+") ? text.substring(0, text.length() - 1) : text);
    return matcher.matches()
        ? Optional.of(
            new KubernetesVersion(
                Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  /** Whether an init container may have {@code restartPolicy: Always} without a feature gate. */
  public boolean hasNativeSidecars() {
    return compareTo(ASSUMED) >= 0;
  }

  /** Whether it is older than {@code 1.minor}. */
  public boolean isBefore(int minor) {
    return compareTo(new KubernetesVersion(1, minor)) < 0;
  }

  @Override
  public int compareTo(KubernetesVersion other) {
    return major != other.major
        ? Integer.compare(major, other.major)
        : Integer.compare(minor, other.minor);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
