package io.probeagent.rollout.process;

import java.util.Locale;

/** The three questions that kubelet asks. */
public enum Probe {
  STARTUP,
  LIVE,
  READY;

  public String path() {
    return "/" + this;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
