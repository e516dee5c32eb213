package io.probeagent.agent.lifecycle;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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

  // By hand, as in AppState.

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof ProbeFile other
        && id.equals(other.id)
        && named == other.named
        && Objects.equals(words, other.words)
        && stamp == other.stamp;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * (31 * id.hashCode() + Boolean.hashCode(named)) + Objects.hashCode(words))
        + Long.hashCode(stamp);
  }
}
