package io.probeagent.tools.yaml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A field of a document, or the place where it would be: asking for what is not there gives a field
 * that does not exist, never null, so that rules need no checks on the way down.
 */
public final class Field {
  private static final Tag MERGE = new Tag(Tag.PREFIX + "merge");

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
    String text = source.line(line);
    Node node =
        new ScalarNode(
            Tag.COMMENT,
            true,
            text.substring(start, end),
            ScalarStyle.PLAIN,
            mark(source, line, text.codePointCount(0, start)),
            mark(source, line, text.codePointCount(0, end)));
    return new Field(source, null, "", null, node);
  }

  private static Optional<Mark> mark(Source source, int line, int column) {
    return Optional.of(new Mark(source.name(), 0, line - 1, column, new int[0], 0));
  }

  public Source source() {
    return source;
  }

  /** The field of a name; of two with one name the last, as Kubernetes takes it. */
  public Field get(String name) {
    NodeTuple found = value instanceof MappingNode mapping ? find(mapping, name) : null;
    return found == null
        ? new Field(source, this, name, null, null)
        : new Field(source, this, name, found.getKeyNode(), found.getValueNode());
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
    if (!(value instanceof SequenceNode sequence)) {
      return List.of();
    }
    List<Field> items = new ArrayList<>(sequence.getValue().size());
    for (Node node : sequence.getValue()) {
      items.add(new Field(source, this, "[" + items.size() + "]", null, node));
    }
    return items;
  }

  /** The fields of a mapping; none if it is none. Merged ones are not among them. */
  public List<Field> fields() {
    if (!(value instanceof MappingNode mapping)) {
      return List.of();
    }
    List<Field> fields = new ArrayList<>(mapping.getValue().size());
    for (NodeTuple tuple : mapping.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode name) {
        fields.add(
            new Field(source, this, name.getValue(), tuple.getKeyNode(), tuple.getValueNode()));
      }
    }
    return fields;
  }

  /** Its name in the mapping that it is in, or {@code [i]}. */
  public String name() {
    return step;
  }

  /** What holds it; the root is held by itself. */
  public Field parent() {
    return parent == null ? this : parent;
  }

  public boolean isRoot() {
    return parent == null;
  }

  /** Whether it is there, be it null. */
  public boolean exists() {
    return value != null;
  }

  /** Whether nothing is there, or null: to Kubernetes the same. */
  public boolean isNull() {
    return value == null || Tag.NULL.equals(value.getTag());
  }

  public boolean isMapping() {
    return value instanceof MappingNode;
  }

  public boolean isSequence() {
    return value instanceof SequenceNode;
  }

  /** What a scalar says, be it a number; nothing if it is none. */
  public Optional<String> text() {
    return value instanceof ScalarNode scalar && !isNull()
        ? Optional.of(scalar.getValue())
        : Optional.empty();
  }

  public String textOr(String otherwise) {
    return text().orElse(otherwise);
  }

  public boolean is(String expected) {
    return text().filter(expected::equals).isPresent();
  }

  public boolean isTrue() {
    return value instanceof ScalarNode scalar
        && Tag.BOOL.equals(scalar.getTag())
        && scalar.getValue().equalsIgnoreCase("true");
  }

  public boolean isFalse() {
    return value instanceof ScalarNode scalar
        && Tag.BOOL.equals(scalar.getTag())
        && scalar.getValue().equalsIgnoreCase("false");
  }

  /** A number, not a text of digits: {@code 80} is a port's number, {@code "80"} its name. */
  public OptionalLong number() {
    if (value instanceof ScalarNode scalar && Tag.INT.equals(scalar.getTag())) {
      try {
        return OptionalLong.of(Long.parseLong(scalar.getValue()));
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
    Mark mark = node == null ? null : node.getStartMark().orElse(null);
    if (mark != null) {
      return source.position(mark.getLine(), mark.getColumn());
    }
    return parent == null ? source.position(0, 0) : parent.position();
  }

  /** Where its value begins; there must be one. */
  public Position valueStart() {
    return mark(true);
  }

  /** Where its value ends; there must be one. A block ends where the next token begins. */
  public Position valueEnd() {
    return mark(false);
  }

  /** The node itself, for who cuts the text; null if it is not there. */
  public @Nullable Node node() {
    return value;
  }

  /**
   * Where the part of it ends that is worth pointing at: its name, and a value on the same line.
   */
  public Position end() {
    Node last = value instanceof ScalarNode scalar && isShort(scalar) ? scalar : key;
    if (last == null) {
      last = firstScalar(value);
    }
    Mark mark = last == null ? null : last.getEndMark().orElse(null);
    Position start = position();
    if (mark == null) {
      return parent == null || value != null ? start : parent.end();
    }
    Position end = source.position(mark.getLine(), mark.getColumn());
    return end.line() == start.line() && end.offset() > start.offset() ? end : start;
  }

  private static boolean isShort(ScalarNode scalar) {
    return scalar.getStartMark().map(Mark::getLine).equals(scalar.getEndMark().map(Mark::getLine));
  }

  /** The first name or text in a value that has no name itself. */
  private static @Nullable Node firstScalar(@Nullable Node node) {
    if (node instanceof MappingNode mapping && !mapping.getValue().isEmpty()) {
      return mapping.getValue().get(0).getKeyNode();
    }
    return node instanceof ScalarNode ? node : null;
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

  private Position mark(boolean start) {
    if (value == null) {
      throw new IllegalStateException("nothing is at " + path());
    }
    Optional<Mark> found = start ? value.getStartMark() : value.getEndMark();
    Mark mark = found.orElseThrow();
    return source.position(mark.getLine(), mark.getColumn());
  }

  private static @Nullable NodeTuple find(MappingNode mapping, String name) {
    NodeTuple own = own(mapping, name);
    NodeTuple merge = own == null ? own(mapping, "<<") : null;
    return merge == null
        ? own
        : merged(merge, name, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  private static @Nullable NodeTuple own(MappingNode mapping, String name) {
    List<NodeTuple> tuples = mapping.getValue();
    for (int i = tuples.size() - 1; i >= 0; i--) {
      NodeTuple tuple = tuples.get(i);
      if (tuple.getKeyNode() instanceof ScalarNode scalar
          && scalar.getValue().equals(name)
          && (!name.equals("<<") || isMerge(scalar))) {
        return tuple;
      }
    }
    return null;
  }

  private static boolean isMerge(ScalarNode key) {
    return key.getValue().equals("<<") && (key.isPlain() || MERGE.equals(key.getTag()));
  }

  /** Each mapping is asked once, however often and in whatever circles it is merged. */
  private static @Nullable NodeTuple merged(NodeTuple merge, String name, Set<Node> asked) {
    Node from = merge.getValueNode();
    List<Node> all = from instanceof SequenceNode several ? several.getValue() : List.of(from);
    for (Node each : all) {
      if (each instanceof MappingNode mapping && asked.add(mapping)) {
        NodeTuple found = own(mapping, name);
        NodeTuple further = found == null ? own(mapping, "<<") : null;
        if (further != null) {
          found = merged(further, name, asked);
        }
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }
}
