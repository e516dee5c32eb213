package io.probeagent.bench.cli;

/**
 * The command line cannot be used; the message says what is wrong with it, and what is expected.
 */
final class UsageException extends Exception {
  private static final long serialVersionUID = 1;

  UsageException(String message) {
    super(message);
  }
}
