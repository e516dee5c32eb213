package io.probeagent.tools.inject;

import io.probeagent.tools.yaml.Field;
import io.probeagent.tools.yaml.Layout;
import io.probeagent.tools.yaml.Piece;
import io.probeagent.tools.yaml.Piece.Entry;
import io.probeagent.tools.yaml.Piece.Shape;
import io.probeagent.tools.yaml.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts fields into a pod by changes of its text. What is added to one place is added from the
 * inside out, since at one offset the first change comes first.
 */
final class Splice {
  private final Layout layout;
  private final Ink ink;

  Splice(Layout layout, Ink ink) {
    this.layout = layout;
    this.ink = ink;
  }

  /** Adds entries to a list, which is made if there is none. */
  void addItems(Field owner, String name, List<Value> items, boolean first) {
    Field list = owner.get(name);
    if (!list.isNull() && !list.isSequence()) {
      throw new Unfit(Reason.MALFORMED, list.path() + " is no list");
    }
    Optional<Piece> own = changeable(owner, list);
    if (own.isEmpty() || own.get().isEmpty()) {
      List<Value> all = new ArrayList<>();
      list.items().forEach(item -> all.add(Value.copy(item)));
      all.addAll(first ? 0 : all.size(), items);
      set(owner, name, new Value.Items(all));
    } else if (first) {
      ink.prepend(entry(owner, name), items, depth(list));
    } else {
      ink.append(own.get(), items, depth(list));
    }
  }

  /** Sets a field of a mapping below an owner; the mapping is made if there is none. */
  void setBelow(Field owner, String name, String key, Value value) {
    Field map = owner.get(name);
    if (!map.isNull() && !map.isMapping()) {
      throw new Unfit(Reason.MALFORMED, map.path() + " is no mapping");
    }
    Optional<Piece> own = changeable(owner, map);
    if (own.isEmpty() || own.get().isEmpty()) {
      Value.Fields all = map.isMapping() ? (Value.Fields) Value.copy(map) : Value.fields();
      set(owner, name, all.with(key, value));
    } else {
      set(map, key, value);
    }
  }

  /** Sets a field of a mapping that is there, whatever it says now. */
  void set(Field owner, String name, Value value) {
    Piece mapping = piece(owner);
    Optional<Entry> own = mapping.entry(name);
    if (own.isPresent()) {
      ink.replace(mapping, own.get(), value, depth(owner) + 1);
    } else {
      ink.add(mapping, name, value, depth(owner));
    }
  }

  /**
   * What stands at a field of an owner and may be changed in place; nothing if it must be written.
   */
  private Optional<Piece> changeable(Field owner, Field field) {
    Optional<Piece> own =
        piece(owner).entry(field.name()).map(Entry::value).filter(it -> it.shape() != Shape.ALIAS);
    if (own.isPresent() && layout.isShared(own.get())) {
      throw shared(field);
    }
    return own.filter(piece -> piece.shape() != Shape.SCALAR);
  }

  private Entry entry(Field owner, String name) {
    return piece(owner).entry(name).orElseThrow();
  }

  /** Where a mapping stands that is to be changed. */
  private Piece piece(Field field) {
    Piece piece = layout.find(field).orElseThrow(() -> shared(field));
    if (piece.shape() == Shape.ALIAS || layout.isWayShared(field)) {
      throw shared(field);
    }
    return piece;
  }

  private static int depth(Field field) {
    return field.isRoot() ? 0 : depth(field.parent()) + 1;
  }

  private static Unfit shared(Field field) {
    return new Unfit(
        Reason.SHARED_YAML,
        field.path()
            + " is written once for several places (an anchor, an alias or a merge key); write it out");
  }
}
