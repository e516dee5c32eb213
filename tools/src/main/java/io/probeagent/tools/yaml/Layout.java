package io.probeagent.tools.yaml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where all of a text stands, for who cuts it. A {@link Field} follows aliases and merge keys, and
 * is then somewhere else; here they are what was written.
 */
public final class Layout {
  /** An alias, and what it stands for. */
  public record Use(Piece alias, Piece target) {}

  private final Map<Integer, Piece> roots = new HashMap<>();
  private final NavigableMap<Integer, List<Use>> usesByTarget = new TreeMap<>();
  private final Set<Piece> targets = Collections.newSetFromMap(new IdentityHashMap<>());

  private Layout() {}

  /** Reads a text that {@link Documents} has read without a problem. */
  public static Layout of(Source source) {
    Layout layout = new Layout();
    new LayoutReader(source, layout::add)
        .read()
        .forEach(root -> layout.roots.put(root.start(), root));
    return layout;
  }

  private void add(Use use) {
    targets.add(use.target());
    usesByTarget.computeIfAbsent(use.target().start(), key -> new ArrayList<>()).add(use);
  }

  /** The aliases, wherever they stand, of what begins in a piece. */
  public List<Use> usesOf(Piece piece) {
    return usesByTarget.subMap(piece.start(), true, piece.end(), true).values().stream()
        .flatMap(List::stream)
        .toList();
  }

  /**
   * Where a field stands; nothing if it is not there, or if its way leads over an alias or a merge
   * key, so that it stands for other places too.
   */
  public Optional<Piece> find(Field field) {
    if (field.isRoot()) {
      return root(field);
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
    return targets.contains(piece);
  }

  /** Whether that holds for a field or for anything that holds it. */
  public boolean isWayShared(Field field) {
    return find(field).filter(this::isShared).isPresent()
        || (!field.isRoot() && isWayShared(field.parent()));
  }

  private Optional<Piece> root(Field field) {
    return Optional.ofNullable(roots.get(field.position().offset()));
  }
}
