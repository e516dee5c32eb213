package io.probeagent.agent.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.probeagent.agent.fuzz.Holds;
import io.probeagent.agent.lifecycle.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What holds of any lines that are judged together: of a datagram, or of a probe file. */
public final class MessageClaims {
  private MessageClaims() {}

  public static void hold(byte[] input) {
    Message message = Message.parse(input);
    message.malformed().forEach(Holds::printable);
    everyLineCountsOnce(input, message);
    theOrderIsThatOfJudgement(message.words());

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
    String instance = "";
    int malformed = 0;
    int ignored = 0;
    for (String raw : new String(input, ISO_8859_1).replace('\r', '\n').split("\n", -1)) {
      if (raw.isBlank()) {
        continue;
      }
      Line line = Message.line(raw.getBytes(ISO_8859_1));
      if (line instanceof Line.Says says) {
        words.add(says.word());
      } else if (line instanceof Line.Names names) {
        instance = names.id();
      } else if (line instanceof Line.Ignored) {
        ignored++;
      } else {
        malformed++;
      }
    }
    Holds.equal(instance, message.instance());
    Holds.equal(ignored, message.ignored());
    Holds.equal(malformed, message.malformed().size());
    // Of the words that say the phase, those of the first rank count; of the others, all.
    List<Word> rest = words.stream().filter(word -> !saysPhase(word)).toList();
    List<Word> heard = message.words().stream().filter(word -> !saysPhase(word)).toList();
    Holds.equal(rest.size(), heard.size());
    Holds.that(heard.containsAll(rest), () -> rest + " became " + heard);
    Holds.equal(
        words.stream().anyMatch(MessageClaims::saysPhase),
        message.words().stream().anyMatch(MessageClaims::saysPhase));
  }

  private static void theOrderIsThatOfJudgement(List<Word> words) {
    Word first = words.isEmpty() ? new Word.Beat() : words.get(0);
    boolean over = false;
    boolean others = false;
    for (Word word : words) {
      boolean ends = word instanceof Word.Bye || word instanceof Word.Broken;
      Holds.that(ends || !over, () -> "behind the end: " + words);
      Holds.that(!saysPhase(word) || !others, () -> "a phase that comes late: " + words);
      Holds.that(
          !saysPhase(word) || word.getClass() == first.getClass(), () -> "two phases: " + words);
      over |= ends;
      others |= !saysPhase(word);
    }
  }

  private static boolean saysPhase(Word word) {
    return word instanceof Word.Stopping
        || word instanceof Word.Ready
        || word instanceof Word.NotReady
        || word instanceof Word.Reloading;
  }
}
