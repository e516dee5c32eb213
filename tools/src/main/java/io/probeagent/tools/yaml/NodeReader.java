package io.probeagent.tools.yaml;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.ParserException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.Parser;

/** Makes nodes of the parser's events. */
final class NodeReader {
  /** Far more than any manifest has, and far less than what overflows a stack later on. */
  private static final int DEEPEST = 500;

  /**
   * A collection that is not at its end yet.
   *
   * @param from where its children begin among those that were read
   */
  private record Open(Node node, int from) {}

  private final Source source;
  private final Consumer<Node> roots;
  private final Map<Anchor, Node> anchored = new HashMap<>();
  private final Words words = new Words();
  private final Deque<Open> open = new ArrayDeque<>();
  private final List<Node> read = new ArrayList<>();

  /**
   * Makes one.
   *
   * @param roots gets those of all documents, empty ones among them
   */
  NodeReader(Source source, Consumer<Node> roots) {
    this.source = source;
    this.roots = roots;
  }

  void read(Parser events) {
    while (events.hasNext()) {
      Event event = events.next();
      if (event instanceof NodeEvent node) {
        refuseAsKey(node);
      }
      if (event instanceof ScalarEvent scalar) {
        Node node = scalar(scalar);
        anchor(scalar, node);
        add(node);
      } else if (event instanceof AliasEvent alias) {
        add(target(alias));
      } else if (event instanceof CollectionStartEvent start) {
        begin(start);
      } else if (event instanceof CollectionEndEvent end) {
        end(end);
      } else if (event instanceof DocumentStartEvent) {
        anchored.clear();
      }
    }
  }

  private void add(Node node) {
    if (open.isEmpty()) {
      roots.accept(node);
    } else {
      read.add(node);
    }
  }

  private void begin(CollectionStartEvent event) {
    if (open.size() == DEEPEST) {
      throw new ParserException(
          "nested too deeply to be read: more than " + DEEPEST + " levels", event.getStartMark());
    }
    Position start = position(event.getStartMark());
    Node node =
        event instanceof MappingStartEvent
            ? new Node.Mapping(start, tag(event.getTag()))
            : new Node.Sequence(start, tag(event.getTag()));
    anchor(event, node);
    open.push(new Open(node, read.size()));
  }

  private void end(CollectionEndEvent event) {
    Open last = open.pop();
    List<Node> children = read.subList(last.from, read.size());
    if (last.node instanceof Node.Mapping mapping) {
      mapping.fill(children);
    } else if (last.node instanceof Node.Sequence sequence) {
      sequence.fill(children);
    }
    children.clear();
    last.node.endsAt(position(event.getEndMark()));
    add(last.node);
  }

  /** Kubernetes has none, and {@code {{ … }}} of a template looks like one. */
  private void refuseAsKey(NodeEvent event) {
    Open holder = open.peek();
    boolean key = holder != null && holder.node instanceof Node.Mapping && isEven(holder);
    boolean text =
        event instanceof ScalarEvent
            || (event instanceof AliasEvent alias && target(alias) instanceof Node.Scalar);
    if (key && !text) {
      throw new ParserException("expected a text as a key, not a collection", event.getStartMark());
    }
  }

  private boolean isEven(Open holder) {
    return (read.size() - holder.from) % 2 == 0;
  }

  private Node target(AliasEvent alias) {
    Node target = anchored.get(alias.getAlias());
    if (target == null) {
      throw new ParserException(
          "found undefined alias " + alias.getAlias().getValue(), alias.getStartMark());
    }
    return target;
  }

  private Node.Scalar scalar(ScalarEvent event) {
    Node.Scalar.Form form =
        !event.isPlain()
            ? Node.Scalar.Form.QUOTED
            : event.getImplicit().canOmitTagInPlainScalar()
                ? Node.Scalar.Form.OPEN
                : Node.Scalar.Form.PLAIN;
    return new Node.Scalar(
        position(event.getStartMark()),
        position(event.getEndMark()),
        words.one(event.getValue()),
        tag(event.getTag()),
        form);
  }

  private void anchor(NodeEvent event, Node node) {
    event.getAnchor().ifPresent(anchor -> anchored.put(anchor, node));
  }

  /** {@code !} alone says nothing. */
  private static @Nullable Tag tag(Optional<String> written) {
    return written.filter(tag -> !tag.equals("!")).map(Tag::new).orElse(null);
  }

  private Position position(Optional<Mark> mark) {
    return source.position(mark.orElseThrow());
  }
}
