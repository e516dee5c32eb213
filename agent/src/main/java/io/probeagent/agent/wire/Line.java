package io.probeagent.agent.wire;

import io.probeagent.agent.lifecycle.Word;

/** What one line turned out to be. */
public sealed interface Line {
  /** Something that an app says. */
  record Says(Word word) implements Line {}

  /** {@code INSTANCE=id}. */
  record Names(String id) implements Line {}

  /** {@code DRAIN}, {@code UNDRAIN}, {@code STATE} or {@code CHECK probe}: for operators. */
  record Asks(Command command, String argument) implements Line {}

  /** Well-formed, and nothing to us: accepted without effect. */
  record Ignored(String key) implements Line {}

  /** Not of the grammar: costs this line only. */
  record Malformed(String why) implements Line {}

  /** What an operator can ask for over the stream socket. */
  enum Command {
    DRAIN,
    UNDRAIN,
    STATE,
    CHECK
  }
}
