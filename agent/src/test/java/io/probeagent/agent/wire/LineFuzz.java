package io.probeagent.agent.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.probeagent.agent.fuzz.Holds;
import io.probeagent.agent.lifecycle.Word;
import java.util.Arrays;

/** One line of an app, as its bytes come from the stream socket. */
public final class LineFuzz {
  /** The longest reason that a line can be refused with, whatever its length. */
  private static final int MOST_REASON = 200;

  private LineFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Line line = Message.line(input);
    if (line instanceof Line.Says says) {
      says(says.word());
    } else if (line instanceof Line.Malformed bad) {
      Holds.printable(bad.why());
      Holds.that(bad.why().length() <= MOST_REASON, () -> "long reason: " + bad.why());
    } else if (line instanceof Line.Names names) {
      Holds.that(names.id().matches("[!-~]{1,64}"), () -> "a strange id: " + names.id());
    } else if (line instanceof Line.Ignored ignored) {
      Holds.printable(ignored.key());
    }
    anEndingOfWindowsChangesNothing(input, line);
    aloneInAMessageItSaysTheSame(input, line);
  }

  private static void says(Word word) {
    String line = Grammar.format(word);
    Holds.printable(line);
    Holds.equal(new Line.Says(word), Grammar.parse(line));
    Holds.equal(new Line.Says(word), Message.line(line.getBytes(UTF_8)));
    if (word instanceof Word.BeatEvery every) {
      Holds.that(every.nanos() >= 0, every::toString);
    } else if (word instanceof Word.Extend extend) {
      Holds.that(extend.nanos() >= 0, extend::toString);
    } else if (word instanceof Word.InFlight inFlight) {
      Holds.that(inFlight.count() >= 0, inFlight::toString);
    }
  }

  private static void anEndingOfWindowsChangesNothing(byte[] input, Line line) {
    boolean ended = input.length > 0 && input[input.length - 1] == '\r';
    if (!ended && !(line instanceof Line.Malformed)) {
      byte[] longer = Arrays.copyOf(input, input.length + 1);
      longer[input.length] = '\r';
      Holds.equal(line, Message.line(longer));
    }
  }

  private static void aloneInAMessageItSaysTheSame(byte[] input, Line line) {
    for (byte b : input) {
      if (b == '\n') {
        return;
      }
    }
    Message message = Message.parse(input);
    if (line instanceof Line.Says says) {
      Holds.equal(says.word(), message.words().get(0));
    } else if (line instanceof Line.Names names) {
      Holds.equal(names.id(), message.instance());
    }
    Holds.that(message.words().size() <= 1, message::toString);
  }
}
