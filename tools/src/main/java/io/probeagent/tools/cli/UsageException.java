package io.probeagent.tools.cli;

/** Something that the user has to change: its message is all they see. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UsageException(String message) {
    super(message);
  }
}
