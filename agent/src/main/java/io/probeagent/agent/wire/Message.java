package io.probeagent.agent.wire;

import io.probeagent.agent.lifecycle.Word;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Several lines that are judged together: the content of a probe file, or a datagram.
 *
 * @param words what it says, in the order in which systemd judges a message: STOPPING, else READY,
 *     else RELOADING; then the rest, and behind it what ends the instance
 * @param instance its {@code INSTANCE=}, empty if it has none
 * @param ignored lines with an unknown key
 * @param malformed why a line was refused, one for each such line
 */
public record Message(List<Word> words, String instance, int ignored, List<String> malformed) {
  /** Either one ends a line, as systemd's manager has it. */
  private static final Pattern LINE_BREAK = Pattern.compile("[\n\r]");

  /** Ranks below this are of words that say the phase. */
  private static final int REST = 4;

  public Message {
    words = List.copyOf(words);
    malformed = List.copyOf(malformed);
  }

  /** Reads the lines in a text. Never throws: what is not of the grammar costs its line only. */
  public static Message parse(byte[] text) {
    return of(lines(text));
  }

  /** The lines in a text that are not blank, with one character for each byte. */
  static List<String> lines(byte[] text) {
    List<String> lines = new ArrayList<>();
    for (String line : LINE_BREAK.split(new String(text, StandardCharsets.ISO_8859_1), -1)) {
      if (!line.isBlank()) {
        lines.add(line);
      }
    }
    return lines;
  }

  static Message of(List<String> lines) {
    List<Word> words = new ArrayList<>();
    List<String> malformed = new ArrayList<>();
    String instance = "";
    int ignored = 0;
    for (String raw : lines) {
      Line line = line(raw.getBytes(StandardCharsets.ISO_8859_1));
      if (line instanceof Line.Says says) {
        words.add(says.word());
      } else if (line instanceof Line.Names names) {
        instance = names.id();
      } else if (line instanceof Line.Ignored) {
        ignored++;
      } else if (line instanceof Line.Malformed bad) {
        malformed.add(bad.why());
      } else if (line instanceof Line.Asks asks) {
        malformed.add("a command is '" + asks.command() + "' (expected: KEY=VALUE)");
      }
    }
    words.sort((a, b) -> Integer.compare(rank(a), rank(b)));
    int first = words.isEmpty() ? REST : rank(words.get(0));
    words.removeIf(word -> rank(word) < REST && rank(word) > first);
    return new Message(words, instance, ignored, malformed);
  }

  /** Reads one line, given in bytes and without its line break. Never throws. */
  public static Line line(byte[] bytes) {
    try {
      String line = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return Grammar.parse(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
    } catch (CharacterCodingException notText) {
      return new Line.Malformed("a line of " + bytes.length + " bytes is not UTF-8");
    }
  }

  private static int rank(Word word) {
    if (word instanceof Word.Stopping) {
      return 0;
    } else if (word instanceof Word.Ready) {
      return 1;
    } else if (word instanceof Word.NotReady) {
      return 2;
    } else if (word instanceof Word.Reloading) {
      return 3;
    }
    // Why it is broken may stand behind that it is.
    return word instanceof Word.Bye || word instanceof Word.Broken ? REST + 1 : REST;
  }
}
