package io.probeagent.rollout;

/** The command line is wrong; the message says what was expected. */
final class UsageException extends Exception {
  private static final long serialVersionUID = 1;

  UsageException(String problem) {
    super(problem);
  }
}
