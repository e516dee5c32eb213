package io.probeagent.tools.yaml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A field of a document, or the place where it would be: asking for what is not there gives a field
 * that does not exist, never null, so that rules need no checks on the way down.
 */
public final class Field {
  private final Source source;
  private final @Nullable Field parent;
  private final String step;
  private final @Nullable Node key;
  private final @Nullable Node value;

  private Field(
      Source source,
      @Nullable Field parent,
      String step,
      @Nullable Node key,
      @Nullable Node value) {
    this.source = source;
    this.parent = parent;
    this.step = step;
    this.key = key;
    this.value = value;
  }

  static Field root(Source source, Node node) {
    return new Field(source, null, "", null, node);
  }

  /**
   * A comment, as if it were a field of its own.
   *
   * @param line from 1
   * @param start of the comment in its line, in chars from 0
   */
  public static Field comment(Source source, int line, int start, int end) {
    Node node =
        new Node.Scalar(
            source.position(line, start),
            source.position(line, end),
            source.line(line).substring(start, end),
            Tag.COMMENT,
            Node.Scalar.Form.PLAIN);
    return new Field(source, null, "", null, node);
  }

  public Source source() {
    return source;
  }

  /** The field of a name; of two with one name the last, as Kubernetes takes it. */
  public Field get(String name) {
    if (value instanceof Node.Mapping mapping) {
      int own = mapping.indexOf(name);
      if (own >= 0) {
        return pair(mapping, own, name);
      }
      if (mapping.merge() != null) {
        Field merged = merged(mapping, name, Collections.newSetFromMap(new IdentityHashMap<>()));
        if (merged != null) {
          return merged;
        }
      }
    }
    return new Field(source, this, name, null, null);
  }

  private Field pair(Node.Mapping mapping, int index, String name) {
    return new Field(source, this, name, mapping.key(index), mapping.value(index));
  }

  /** Each mapping is asked once, however often and in whatever circles it is merged. */
  private @Nullable Field merged(Node.Mapping into, String name, Set<Node> asked) {
    for (Node each : sources(into)) {
      if (each instanceof Node.Mapping mapping && asked.add(mapping)) {
        int own = mapping.indexOf(name);
        Field found = own >= 0 ? pair(mapping, own, name) : merged(mapping, name, asked);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  /** What is merged into a mapping, the first of it over the next. */
  private static List<Node> sources(Node.Mapping mapping) {
    Node merge = mapping.merge();
    if (merge == null) {
      return List.of();
    }
    return merge instanceof Node.Sequence several ? several.items() : List.of(merge);
  }

  /** The field at the end of a way of names. */
  public Field at(String... names) {
    Field field = this;
    for (String name : names) {
      field = field.get(name);
    }
    return field;
  }

  /** The entries of a sequence; none if it is none. */
  public List<Field> items() {
    if (!(value instanceof Node.Sequence sequence)) {
      return List.of();
    }
    List<Field> items = new ArrayList<>(sequence.items().size());
    for (Node node : sequence.items()) {
      items.add(new Field(source, this, "[" + items.size() + "]", null, node));
    }
    return items;
  }

  /** The fields of a mapping; none if it is none. Merged ones are not among them. */
  public List<Field> fields() {
    return value instanceof Node.Mapping mapping ? fields(mapping) : List.of();
  }

  private List<Field> fields(Node.Mapping mapping) {
    List<Field> fields = new ArrayList<>(mapping.size());
    for (int i = 0; i < mapping.size(); i++) {
      if (mapping.key(i) instanceof Node.Scalar name) {
        fields.add(pair(mapping, i, name.value()));
      }
    }
    return fields;
  }

  /** The names of a mapping's fields, its own before those merged into it; none if it is none. */
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    mergedFields().forEach(field -> names.add(field.name()));
    return names;
  }

  /** The fields of a mapping with those that are merged into it, each name once. */
  public List<Field> mergedFields() {
    Map<String, Field> all = new LinkedHashMap<>();
    Set<Node> asked = Collections.newSetFromMap(new IdentityHashMap<>());
    if (value instanceof Node.Mapping mapping) {
      collect(mapping, all, asked);
    }
    return List.copyOf(all.values());
  }

  /** What stands nearer counts: own fields over merged ones, the first merged over the next. */
  private void collect(Node.Mapping mapping, Map<String, Field> all, Set<Node> asked) {
    if (!asked.add(mapping)) {
      return;
    }
    Map<String, Field> own = new LinkedHashMap<>();
    fields(mapping).forEach(field -> own.put(field.name(), field));
    own.remove("<<");
    own.forEach(all::putIfAbsent);
    for (Node each : sources(mapping)) {
      if (each instanceof Node.Mapping merged) {
        collect(merged, all, asked);
      }
    }
  }

  /** Its name in the mapping that it is in, or {@code [i]}. */
  public String name() {
    return step;
  }

  /** Whether it is a whole document. */
  public boolean isRoot() {
    return parent == null;
  }

  /** What holds it; the root is held by itself. */
  public Field parent() {
    return parent == null ? this : parent;
  }

  /** Whether it is there, be it null. */
  public boolean exists() {
    return value != null;
  }

  /** Whether nothing is there, or null: to Kubernetes the same. */
  public boolean isNull() {
    return value == null || value.is(Tag.NULL);
  }

  public boolean isMapping() {
    return value instanceof Node.Mapping;
  }

  public boolean isSequence() {
    return value instanceof Node.Sequence;
  }

  /** What a scalar says, be it a number; nothing if it is none. */
  public Optional<String> text() {
    return value instanceof Node.Scalar scalar && !isNull()
        ? Optional.of(scalar.value())
        : Optional.empty();
  }

  /** Whether it is a scalar that stays a text whatever it looks like: quoted, or no number. */
  public boolean isText() {
    return value instanceof Node.Scalar scalar && scalar.is(Tag.STR);
  }

  public String textOr(String otherwise) {
    return text().orElse(otherwise);
  }

  public boolean is(String expected) {
    return text().filter(expected::equals).isPresent();
  }

  public boolean isTrue() {
    return value instanceof Node.Scalar scalar
        && scalar.is(Tag.BOOL)
        && scalar.value().equalsIgnoreCase("true");
  }

  public boolean isFalse() {
    return value instanceof Node.Scalar scalar
        && scalar.is(Tag.BOOL)
        && scalar.value().equalsIgnoreCase("false");
  }

  /** A number, not a text of digits: {@code 80} is a port's number, {@code "80"} its name. */
  public OptionalLong number() {
    if (value instanceof Node.Scalar scalar && scalar.is(Tag.INT)) {
      try {
        return OptionalLong.of(Long.parseLong(scalar.value()));
      } catch (NumberFormatException e) {
        return OptionalLong.empty();
      }
    }
    return OptionalLong.empty();
  }

  public long numberOr(long otherwise) {
    return number().orElse(otherwise);
  }

  /** As in {@code spec.containers[0].image}; empty for the root. */
  public String path() {
    if (parent == null) {
      return "";
    }
    String before = parent.path();
    return before.isEmpty() || step.startsWith("[") ? before + step : before + "." + step;
  }

  /** Where it begins, with its name; of one that is not there, where what would hold it begins. */
  public Position position() {
    Node node = key != null ? key : value;
    if (node != null) {
      return node.start();
    }
    return parent == null ? source.start() : parent.position();
  }

  /** Where its value begins; there must be one. */
  public Position valueStart() {
    return there().start();
  }

  /** Where its value ends; there must be one. A block ends where the next token begins. */
  public Position valueEnd() {
    return there().end();
  }

  /** What is the same wherever an alias or a merge key leads to it; null if it is not there. */
  public @Nullable Object identity() {
    return value;
  }

  /**
   * Where the part of it ends that is worth pointing at: its name, and a value on the same line.
   */
  public Position end() {
    Node last = value instanceof Node.Scalar scalar && isShort(scalar) ? scalar : key;
    if (last == null) {
      last = firstScalar(value);
    }
    Position start = position();
    if (last == null) {
      return parent == null || value != null ? start : parent.end();
    }
    Position end = last.end();
    return end.line() == start.line() && end.offset() > start.offset() ? end : start;
  }

  private static boolean isShort(Node.Scalar scalar) {
    return scalar.start().line() == scalar.end().line();
  }

  /** The first name or text in a value that has no name itself. */
  private static @Nullable Node firstScalar(@Nullable Node node) {
    if (node instanceof Node.Mapping mapping && mapping.size() > 0) {
      return mapping.key(0);
    }
    return node instanceof Node.Scalar ? node : null;
  }

  /** Whether both are the same place of one text. */
  @Override
  @SuppressWarnings("ReferenceEquality") // two nodes that say the same are two places
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Field field
            && value != null
            && value == field.value
            && path().equals(field.path()));
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(value);
  }

  @Override
  public String toString() {
    Position at = position();
    return source.name() + ":" + at.line() + ":" + at.column() + ": " + path();
  }

  private Node there() {
    if (value == null) {
      throw new IllegalStateException("nothing is at " + path());
    }
    return value;
  }
}
