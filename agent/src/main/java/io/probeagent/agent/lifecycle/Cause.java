package io.probeagent.agent.lifecycle;

/** Why an app is in its phase: a closed set, so that it can be a metric's label. */
public enum Cause {
  NOTHING_SEEN("nothing seen yet"),
  FIRST_WORD("first word"),
  FILE_APPEARED("probe file appeared"),
  FILE_CHANGED("probe file changed"),
  FILE_REMOVED("probe file removed"),
  PORT_OPENED("port opened"),
  PORT_CLOSED("port closed"),
  LEASE_OPENED("lease opened"),
  LEASE_LOST("lease lost"),
  READY("READY=1"),
  NOT_READY("READY=0"),
  RELOADING("RELOADING=1"),
  STOPPING("STOPPING=1"),
  BYE("BYE=1"),
  WATCHDOG_TRIGGER("WATCHDOG=trigger"),
  DRAIN_ASKED("drain asked for"),
  DRAIN_CALLED_OFF("drain called off"),
  DRAIN_EXPIRED("drain expired"),
  AGENT_STOPPING("agent told to stop");

  private final String text;

  Cause(String text) {
    this.text = text;
  }

  /** For people: log lines, {@code /state}, a probe's body. */
  public String text() {
    return text;
  }
}
