package io.probeagent.agent.wire;

import io.probeagent.agent.lifecycle.Word;
import java.util.regex.Pattern;

/**
 * Reads one line of the wire format, which is that of systemd's sd_notify(3) with a few keys more.
 *
 * <pre>
 *   READY=1   READY=0   RELOADING=1   STOPPING=1   BYE=1   STATUS=any text
 *   WATCHDOG=1   WATCHDOG=trigger   WATCHDOG_USEC=3000000   EXTEND_TIMEOUT_USEC=5000000
 *   ERRNO=2   BUSERROR=org.example.Failed   VARLINKERROR=org.example.Failed   EXIT_STATUS=1
 *   X_INFLIGHT=17   INSTANCE=4f2a
 * </pre>
 *
 * A key that is not known is no error: programs send keys that are none of our business.
 */
public final class Grammar {
  /** The longest line, and the longest message, in bytes. */
  public static final int MAX_BYTES = 4096;

  private static final Pattern KEY = Pattern.compile("[A-Z][A-Z0-9_]*");
  private static final Pattern INSTANCE_ID = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
  private static final long NANOS_PER_MICRO = 1000;
  private static final int MOST_SHOWN = 40;

  private Grammar() {}

  /** Reads a line, given without its line break. Never throws. */
  public static Line parse(String line) {
    int equals = line.indexOf('=');
    if (equals < 0) {
      return command(line);
    }
    String key = line.substring(0, equals);
    String value = line.substring(equals + 1);
    if (!KEY.matcher(key).matches()) {
      return malformed("key", key, "upper-case letters, digits and _");
    }
    return switch (key) {
      case "READY" ->
          switch (value) {
            case "1" -> new Line.Says(new Word.Ready());
            case "0" -> new Line.Says(new Word.NotReady());
            default -> malformed(key, value, "0 or 1");
          };
      case "RELOADING" -> flag(key, value, new Word.Reloading());
      case "STOPPING" -> flag(key, value, new Word.Stopping());
      case "BYE" -> flag(key, value, new Word.Bye());
      case "STATUS" -> new Line.Says(new Word.Status(printable(value)));
      case "WATCHDOG" ->
          switch (value) {
            case "1" -> new Line.Says(new Word.Beat());
            case "trigger" -> new Line.Says(new Word.Broken());
            default -> malformed(key, value, "1 or trigger");
          };
      case "WATCHDOG_USEC" -> micros(key, value, false);
      case "EXTEND_TIMEOUT_USEC" -> micros(key, value, true);
      case "ERRNO", "EXIT_STATUS" -> failure(key, value);
      case "BUSERROR", "VARLINKERROR" ->
          value.isEmpty()
              ? new Line.Ignored(key)
              : new Line.Says(new Word.Failure(key, printable(value)));
      case "X_INFLIGHT" -> {
        long count = number(value);
        yield count < 0 || count > Integer.MAX_VALUE
            ? malformed(key, value, "a whole number from 0 to 2147483647")
            : new Line.Says(new Word.InFlight((int) count));
      }
      case "INSTANCE" ->
          INSTANCE_ID.matcher(value).matches()
              ? new Line.Names(value)
              : malformed(key, value, "1 to 64 of A-Z a-z 0-9 . _ : -");
      default -> new Line.Ignored(key);
    };
  }

  /** The line that says a word: {@link #parse} of it gives the word again. */
  public static String format(Word word) {
    if (word instanceof Word.Ready) {
      return "READY=1";
    } else if (word instanceof Word.NotReady) {
      return "READY=0";
    } else if (word instanceof Word.Reloading) {
      return "RELOADING=1";
    } else if (word instanceof Word.Stopping) {
      return "STOPPING=1";
    } else if (word instanceof Word.Status status) {
      return "STATUS=" + status.text();
    } else if (word instanceof Word.Beat) {
      return "WATCHDOG=1";
    } else if (word instanceof Word.BeatEvery every) {
      return "WATCHDOG_USEC=" + every.nanos() / NANOS_PER_MICRO;
    } else if (word instanceof Word.Broken) {
      return "WATCHDOG=trigger";
    } else if (word instanceof Word.Extend extend) {
      return "EXTEND_TIMEOUT_USEC=" + extend.nanos() / NANOS_PER_MICRO;
    } else if (word instanceof Word.Failure failure) {
      return failure.key() + "=" + failure.value();
    } else if (word instanceof Word.InFlight inFlight) {
      return "X_INFLIGHT=" + inFlight.count();
    }
    return "BYE=1";
  }

  private static Line command(String line) {
    String name = line.split(" ", 2)[0];
    String argument = line.substring(name.length()).strip();
    for (Line.Command command : Line.Command.values()) {
      if (command.name().equals(name)) {
        return new Line.Asks(command, argument);
      }
    }
    return malformed("line", line, "KEY=VALUE, DRAIN, UNDRAIN, STATE or CHECK");
  }

  private static Line flag(String key, String value, Word word) {
    return value.equals("1") ? new Line.Says(word) : malformed(key, value, "1");
  }

  private static Line micros(String key, String value, boolean extend) {
    long micros = number(value);
    if (micros < 0) {
      return malformed(key, value, "microseconds, 0 or more");
    }
    // A span of over 292 years is as good as that: it must not overflow into the past.
    long nanos = Math.min(micros, Long.MAX_VALUE / NANOS_PER_MICRO / 4) * NANOS_PER_MICRO;
    return new Line.Says(extend ? new Word.Extend(nanos) : new Word.BeatEvery(nanos));
  }

  private static Line failure(String key, String value) {
    String digits = value.startsWith("-") ? value.substring(1) : value;
    long code = number(digits);
    if (code < 0) {
      return malformed(key, value, "a whole number");
    }
    return code == 0 ? new Line.Ignored(key) : new Line.Says(new Word.Failure(key, value));
  }

  /** The number that the digits are, at most {@link Long#MAX_VALUE}; -1 if they are none. */
  private static long number(String digits) {
    for (int i = 0; i < digits.length(); i++) {
      if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
        return -1;
      }
    }
    if (digits.isEmpty()) {
      return -1;
    }
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException tooLarge) {
      return Long.MAX_VALUE;
    }
  }

  private static Line malformed(String what, String value, String expected) {
    String shown = shown(value, MOST_SHOWN);
    return new Line.Malformed(what + " is '" + shown + "' (expected: " + expected + ")");
  }

  /** The beginning of a text, at most so many characters of it, made {@link #printable}. */
  public static String shown(String text, int most) {
    return text.length() > most ? printable(text.substring(0, most)) + "…" : printable(text);
  }

  /**
   * The text as it can go into logs, terminals and JSON: control characters become spaces, and half
   * a character becomes U+FFFD.
   */
  public static String printable(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
      clean.appendCodePoint(printable(text.codePointAt(i)));
    }
    return clean.toString();
  }

  private static int printable(int character) {
    boolean half = Character.getType(character) == Character.SURROGATE;
    return Character.isISOControl(character) ? ' ' : half ? '\ufffd' : character;
  }
}
