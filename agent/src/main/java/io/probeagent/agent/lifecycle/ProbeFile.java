package io.probeagent.agent.lifecycle;

import java.util.List;

/**
 * The probe file as it was last seen.
 *
 * @param id tells one file from its successor: the {@code INSTANCE=} it contains, else its inode
 * @param named whether the id is an {@code INSTANCE=} of the app's own choosing
 * @param words what its lines say
 * @param stamp its mtime, only ever compared for equality
 */
public record ProbeFile(String id, boolean named, List<Word> words, long stamp) {
  public ProbeFile {
    words = List.copyOf(words);
  }

  /** A file that does not say otherwise says ready: that is the whole plain convention. */
  boolean saysReady() {
    return !Word.anyOf(words, Word.NotReady.class) && !Word.anyOf(words, Word.Stopping.class);
  }

  /** Whether it can only be a new run's, once the last one ended or said that it stops. */
  boolean saysReadyAgain() {
    return words.isEmpty() || Word.saysReady(words);
  }
}
