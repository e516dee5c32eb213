package io.probeagent.agent.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.probeagent.agent.fuzz.Holds;
import io.probeagent.agent.lifecycle.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Several lines that are judged together: a datagram, or the content of a probe file. */
public final class MessageFuzz {
  private MessageFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Message message = Message.parse(input);
    message.malformed().forEach(Holds::printable);
    everyLineCountsOnce(input, message);
    Holds.that(rankIsKept(message.words()), () -> "not in the order of judgement: " + message);

    String again =
        message.words().stream().map(Grammar::format).collect(Collectors.joining("\n", "", "\n"));
    Message same = Message.parse(again.getBytes(UTF_8));
    Holds.equal(message.words(), same.words());
    Holds.equal(List.of(), same.malformed());
    Holds.equal(0, same.ignored());
  }

  /** A line that is not of the grammar costs that line only. */
  private static void everyLineCountsOnce(byte[] input, Message message) {
    List<Word> words = new ArrayList<>();
    List<String> malformed = new ArrayList<>();
    String instance = "";
    int ignored = 0;
    int commands = 0;
    for (String raw : new String(input, ISO_8859_1).split("\n", -1)) {
      if (raw.isBlank()) {
        continue;
      }
      Line line = Message.line(raw.getBytes(ISO_8859_1));
      if (line instanceof Line.Says says) {
        words.add(says.word());
      } else if (line instanceof Line.Names names) {
        instance = names.id();
      } else if (line instanceof Line.Malformed bad) {
        malformed.add(bad.why());
      } else if (line instanceof Line.Asks) {
        commands++;
      } else {
        ignored++;
      }
    }
    Holds.equal(instance, message.instance());
    Holds.equal(ignored, message.ignored());
    Holds.equal(malformed.size() + commands, message.malformed().size());
    Holds.that(message.malformed().containsAll(malformed), message::toString);
    Holds.equal(words.size(), message.words().size());
    Holds.that(message.words().containsAll(words), message::toString);
  }

  private static boolean rankIsKept(List<Word> words) {
    int before = 0;
    for (Word word : words) {
      int rank =
          word instanceof Word.Stopping
              ? 0
              : word instanceof Word.Ready
                  ? 1
                  : word instanceof Word.NotReady
                      ? 2
                      : word instanceof Word.Reloading ? 3 : word instanceof Word.Bye ? 5 : 4;
      if (rank < before) {
        return false;
      }
      before = rank;
    }
    return true;
  }
}
