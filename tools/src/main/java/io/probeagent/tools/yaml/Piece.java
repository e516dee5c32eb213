package io.probeagent.tools.yaml;

import java.util.List;
import java.util.Optional;

/**
 * A node as it stands in the text: an alias is an alias, and a merge key is a key. All offsets are
 * in chars of the text.
 *
 * @param flow whether it stands in braces or brackets
 * @param start where it begins, with its anchor and tag
 * @param content where it begins without them
 * @param end behind its last character; comments and empty lines after it are none of its own
 * @param value what a scalar says, or the name that an alias has
 */
public record Piece(
    Shape shape,
    boolean flow,
    int start,
    int content,
    int end,
    String value,
    List<Entry> entries,
    List<Piece> items) {
  /** What a piece is. */
  public enum Shape {
    SCALAR,
    MAPPING,
    SEQUENCE,
    ALIAS
  }

  /** A key and its value. */
  public record Entry(Piece key, Piece value) {}

  /** The entry of a name, which stands here and not in what is merged; of two the last. */
  public Optional<Entry> entry(String name) {
    for (int i = entries.size() - 1; i >= 0; i--) {
      Piece key = entries.get(i).key();
      if (key.shape() == Shape.SCALAR && key.value().equals(name)) {
        return Optional.of(entries.get(i));
      }
    }
    return Optional.empty();
  }

  public boolean isEmpty() {
    return entries.isEmpty() && items.isEmpty();
  }

  /** Whether another piece lies in it, or is it. */
  public boolean holds(Piece other) {
    return start <= other.start && other.end <= end;
  }
}
