package io.probeagent.tools.inject;

/** A workload that cannot be changed, and why. */
final class Unfit extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Reason reason;

  Unfit(Reason reason, String why) {
    super(why, null, false, false);
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }

  String why() {
    return String.valueOf(getMessage());
  }
}
