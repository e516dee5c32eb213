package io.probeagent.agent.wire;

import io.probeagent.agent.lifecycle.Word;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Several lines that are judged together: the content of a probe file, or a datagram.
 *
 * @param words what it says, STOPPING before READY before RELOADING before the rest, BYE last, as
 *     systemd judges a message
 * @param instance its {@code INSTANCE=}, empty if it has none
 * @param ignored lines with an unknown key
 * @param malformed why a line was refused, one for each such line
 */
public record Message(List<Word> words, String instance, int ignored, List<String> malformed) {
  public Message {
    words = List.copyOf(words);
    malformed = List.copyOf(malformed);
  }

  /** Reads the lines in a text. Never throws: what is not of the grammar costs its line only. */
  public static Message parse(byte[] text) {
    List<Word> words = new ArrayList<>();
    List<String> malformed = new ArrayList<>();
    String instance = "";
    int ignored = 0;
    for (String raw : new String(text, StandardCharsets.ISO_8859_1).split("\n", -1)) {
      if (raw.isBlank()) {
        continue;
      }
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
    words.sort(Comparator.comparingInt(Message::rank));
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
    return word instanceof Word.Bye ? 5 : 4;
  }
}
