package io.probeagent.rollout;

import java.util.Locale;

/** The three questions that kubelet asks. */
enum Probe {
  STARTUP,
  LIVE,
  READY;

  String path() {
    return "/" + this;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
