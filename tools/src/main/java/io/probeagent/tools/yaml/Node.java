package io.probeagent.tools.yaml;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;

/**
 * A value as it was read. It is small, since a text of 50 MB has five million of them: the parser's
 * own nodes would each keep a piece of the text besides.
 */
abstract sealed class Node {
  private final int startLine;
  private final int startColumn;
  private final int startOffset;
  private int endLine;
  private int endColumn;
  private int endOffset;
  private @Nullable Tag tag;

  /** Makes one that ends where it begins, until told otherwise. */
  private Node(Position start, @Nullable Tag tag) {
    this.startLine = start.line();
    this.startColumn = start.column();
    this.startOffset = start.offset();
    this.tag = tag;
    endsAt(start);
  }

  final void endsAt(Position end) {
    endLine = end.line();
    endColumn = end.column();
    endOffset = end.offset();
  }

  /** Where it begins, with its anchor and tag. */
  final Position start() {
    return new Position(startLine, startColumn, startOffset);
  }

  /** Where it ends; a block ends where the next token begins. */
  final Position end() {
    return new Position(endLine, endColumn, endOffset);
  }

  final boolean is(Tag other) {
    Tag known = tag;
    if (known == null) {
      // Nobody asks this of most values, so it is found out when somebody does.
      known = resolved();
      tag = known;
    }
    return known.equals(other);
  }

  /** What it is if no tag says so. */
  abstract Tag resolved();

  /** A text, a number and the like. */
  static final class Scalar extends Node {
    /**
     * What plain scalars are, as Kubernetes takes them: ~ is null, and True a truth. Merge keys
     * stay keys, since fields follow them.
     */
    private static final ScalarResolver RESOLVER = new CoreScalarResolver(false);

    private final String value;
    private final Form form;

    /** How it is written. */
    enum Form {
      /** Without quotes or a tag: what it is depends on what it looks like. */
      OPEN,
      /** Without quotes, with a tag. */
      PLAIN,
      /** In quotes, or as a block: a text. */
      QUOTED
    }

    Scalar(Position start, Position end, String value, @Nullable Tag tag, Form form) {
      super(start, tag);
      endsAt(end);
      this.value = value;
      this.form = form;
    }

    String value() {
      return value;
    }

    boolean isQuoted() {
      return form == Form.QUOTED;
    }

    @Override
    Tag resolved() {
      return RESOLVER.resolve(value, form == Form.OPEN);
    }
  }

  /** Entries in their order. */
  static final class Sequence extends Node {
    private List<Node> items = List.of();

    Sequence(Position start, @Nullable Tag tag) {
      super(start, tag);
    }

    List<Node> items() {
      return items;
    }

    /** Comes last, since an entry may be the sequence itself. */
    void fill(List<Node> read) {
      items = List.copyOf(read);
    }

    @Override
    Tag resolved() {
      return Tag.SEQ;
    }
  }

  /** Keys with values. */
  static final class Mapping extends Node {
    private static final Tag MERGE = new Tag(Tag.PREFIX + "merge");

    /** A key and its value in turn. */
    private List<Node> pairs = List.of();

    private @Nullable Node merge;

    Mapping(Position start, @Nullable Tag tag) {
      super(start, tag);
    }

    int size() {
      return pairs.size() / 2;
    }

    Node key(int index) {
      return pairs.get(2 * index);
    }

    Node value(int index) {
      return pairs.get(2 * index + 1);
    }

    /** Where the key of a name is, of two the last one; -1 if there is none. */
    int indexOf(String name) {
      for (int i = size() - 1; i >= 0; i--) {
        if (key(i) instanceof Scalar scalar && scalar.value().equals(name)) {
          return i;
        }
      }
      return -1;
    }

    /** What is merged into it; of two the last. */
    @Nullable Node merge() {
      return merge;
    }

    /** Comes last, since a value may be the mapping itself. */
    void fill(List<Node> read) {
      pairs = List.copyOf(read);
      for (int i = 0; i < size(); i++) {
        if (key(i) instanceof Scalar key
            && key.value().equals("<<")
            && (!key.isQuoted() || key.is(MERGE))) {
          merge = value(i);
        }
      }
    }

    @Override
    Tag resolved() {
      return Tag.MAP;
    }
  }
}
