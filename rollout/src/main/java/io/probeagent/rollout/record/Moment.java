package io.probeagent.rollout.record;

/** What happens to a pod. */
public enum Moment {
  CREATED("created"),
  AGENT_STARTED("agent started"),
  APP_STARTED("app started"),
  STARTED("startup probe passed"),
  READY("became Ready"),
  UNREADY("was no longer Ready"),
  ENDPOINT_ADDED("endpoint added"),
  ENDPOINT_REMOVED("endpoint removed"),
  RESTARTED("app restarted"),
  DELETED("deleted"),
  PRE_STOP("preStop hook called"),
  PRE_STOP_DONE("preStop hook answered"),
  APP_SIGTERM("SIGTERM to the app"),
  APP_SIGKILL("SIGKILL to the app"),
  APP_EXITED("app exited"),
  AGENT_SIGTERM("SIGTERM to the agent"),
  AGENT_SIGKILL("SIGKILL to the agent"),
  AGENT_EXITED("agent exited"),
  GONE("gone");

  private final String text;

  Moment(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
