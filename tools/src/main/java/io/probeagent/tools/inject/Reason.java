package io.probeagent.tools.inject;

import java.util.Locale;

/** Why a workload was left as it is. The codes never change: scripts name them. */
public enum Reason {
  /** Its annotation says so. */
  DISABLED(true),
  /** The agent is in it, put there by other means. */
  HAS_AGENT(true),
  /** A pod or Job that Helm runs as a hook, such as a test. */
  HELM_HOOK(true),
  /** It ends by itself, has no port, and nothing on it asks for the agent. */
  PLAIN_JOB(true),
  /** An annotation or a flag that does not fit it. */
  BAD_SETTING(false),
  /** No container named so, or none at all. */
  NO_CONTAINER(false),
  /** Nothing would tell the agent of the app: its probes would fail for ever. */
  NO_SOURCE(false),
  /** Its network is the node's. */
  HOST_NETWORK(false),
  /** It is for Windows, which the agent is not. */
  WINDOWS(false),
  /** A port, volume, folder or variable that the agent needs is something else there. */
  TAKEN(false),
  /** The grace period leaves no time for the drain delay. */
  GRACE_TOO_SHORT(false),
  /** It stands for another place too, by an anchor or a merge key. */
  SHARED_YAML(false),
  /** A field of the pod is not what Kubernetes takes. */
  MALFORMED(false),
  /** The result could not be taken back byte for byte. A defect of this program, if it occurs. */
  UNSAFE(false);

  private final boolean wanted;

  Reason(boolean wanted) {
    this.wanted = wanted;
  }

  /** Whether to leave it was what was asked for. */
  public boolean isWanted() {
    return wanted;
  }

  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
