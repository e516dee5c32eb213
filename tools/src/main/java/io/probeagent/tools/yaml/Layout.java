package io.probeagent.tools.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Where all of a text stands, for who cuts it. A {@link Field} follows aliases and merge keys, and
 * is then somewhere else; here they are what was written.
 */
public final class Layout {
  /** An alias, and what it stands for. */
  public record Use(Piece alias, Piece target) {}

  private final Offsets offsets;
  private final Map<Integer, Piece> roots = new HashMap<>();
  private final List<Use> uses;

  private Layout(Offsets offsets, List<Piece> roots, List<Use> uses) {
    this.offsets = offsets;
    this.uses = uses;
    roots.forEach(root -> this.roots.put(root.start(), root));
  }

  /** Reads a text that {@link Documents} has read without a problem. */
  public static Layout of(Source source) {
    Offsets offsets = new Offsets(source.text());
    List<Use> uses = new ArrayList<>();
    List<Piece> roots = new LayoutReader(source, offsets, uses::add).read();
    return new Layout(offsets, roots, List.copyOf(uses));
  }

  /** All aliases of the text. */
  public List<Use> uses() {
    return uses;
  }

  /**
   * Where a field stands; nothing if it is not there, or if its way leads over an alias or a merge
   * key, so that it stands for other places too.
   */
  public Optional<Piece> find(Field field) {
    if (field.isRoot()) {
      return root(field.node());
    }
    Field parent = field.parent();
    Optional<Piece> holder = find(parent);
    if (holder.isEmpty()) {
      return Optional.empty();
    }
    String step = field.name();
    if (parent.isSequence()) {
      List<Piece> items = holder.get().items();
      int index = Integer.parseInt(step.substring(1, step.length() - 1));
      return index < items.size() ? Optional.of(items.get(index)) : Optional.empty();
    }
    return holder.get().entry(step).map(Piece.Entry::value);
  }

  /** Whether an alias stands for a piece, so that a change of it changes another place. */
  public boolean isShared(Piece piece) {
    return uses.stream().anyMatch(use -> use.target().equals(piece));
  }

  /** Whether that holds for a field or for anything that holds it. */
  public boolean isWayShared(Field field) {
    return find(field).filter(this::isShared).isPresent()
        || (!field.isRoot() && isWayShared(field.parent()));
  }

  private Optional<Piece> root(@Nullable Node node) {
    return Optional.ofNullable(node)
        .flatMap(Node::getStartMark)
        .map(mark -> roots.get(offsets.ofCodePoint(mark.getIndex())));
  }
}
