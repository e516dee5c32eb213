package io.probeagent.tools.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.Event.ID;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Makes pieces of the parser's events, which tell where aliases stand; its nodes do not. */
final class LayoutReader {
  private static final Pattern KEEPS_LINES = Pattern.compile("[|>][0-9]?\\+[0-9]?\\s*(#.*)?");

  private final String text;
  private final Source source;
  private final Consumer<Layout.Use> uses;
  private final Map<String, Piece> anchored = new HashMap<>();
  private final Parser events;

  LayoutReader(Source source, Consumer<Layout.Use> uses) {
    this.text = source.text();
    this.source = source;
    this.uses = uses;
    LoadSettings settings = Documents.settings(source.name());
    this.events = new ParserImpl(settings, new StreamReader(settings, text));
  }

  /** The roots of all documents, empty ones among them. */
  List<Piece> read() {
    List<Piece> roots = new ArrayList<>();
    while (events.hasNext()) {
      if (events.next().getEventId() == ID.DocumentStart) {
        anchored.clear();
        roots.add(piece());
      }
    }
    return roots;
  }

  private Piece piece() {
    Event event = events.next();
    if (event instanceof AliasEvent alias) {
      return alias(alias);
    }
    Piece piece =
        event instanceof ScalarEvent scalar
            ? scalar(scalar)
            : collection((CollectionStartEvent) event);
    Optional<Anchor> anchor =
        event instanceof ScalarEvent scalar
            ? scalar.getAnchor()
            : ((CollectionStartEvent) event).getAnchor();
    anchor.ifPresent(name -> anchored.put(name.getValue(), piece));
    return piece;
  }

  private Piece alias(AliasEvent event) {
    String name = event.getAlias().getValue();
    int start = start(event);
    Piece alias =
        new Piece(Piece.Shape.ALIAS, false, start, start, end(event), name, List.of(), List.of());
    Piece target = anchored.get(name);
    if (target != null) {
      uses.accept(new Layout.Use(alias, target));
    }
    return alias;
  }

  private Piece scalar(ScalarEvent event) {
    int start = start(event);
    int end = end(event);
    ScalarStyle style = event.getScalarStyle();
    boolean block = style == ScalarStyle.LITERAL || style == ScalarStyle.FOLDED;
    if (block && !keepsLines(start)) {
      while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
        end--;
      }
    }
    return new Piece(
        Piece.Shape.SCALAR, false, start, start, end, event.getValue(), List.of(), List.of());
  }

  /** Whether the empty lines after a block scalar belong to it. */
  private boolean keepsLines(int start) {
    int lineEnd = text.indexOf('\n', start);
    String head = text.substring(start, lineEnd < 0 ? text.length() : lineEnd);
    return KEEPS_LINES.matcher(head).find();
  }

  private Piece collection(CollectionStartEvent event) {
    boolean mapping = event.getEventId() == ID.MappingStart;
    List<Piece.Entry> entries = new ArrayList<>();
    List<Piece> items = new ArrayList<>();
    ID last = mapping ? ID.MappingEnd : ID.SequenceEnd;
    int end = end(event);
    while (events.peekEvent().getEventId() != last) {
      Piece piece = piece();
      if (mapping) {
        Piece value = piece();
        entries.add(new Piece.Entry(piece, value));
        end = value.end();
      } else {
        items.add(piece);
        end = piece.end();
      }
    }
    Event close = events.next();
    boolean flow = event.isFlow();
    return new Piece(
        mapping ? Piece.Shape.MAPPING : Piece.Shape.SEQUENCE,
        flow,
        start(event),
        content(event, mapping),
        flow ? end(close) : end,
        "",
        List.copyOf(entries),
        List.copyOf(items));
  }

  private int content(CollectionStartEvent event, boolean mapping) {
    int end = end(event);
    // A sequence that is not indented is said to begin behind its first dash.
    boolean behind = event.isFlow() || (!mapping && text.charAt(end) != '-');
    return behind ? end - 1 : end;
  }

  private int start(Event event) {
    return offset(event.getStartMark());
  }

  private int end(Event event) {
    return offset(event.getEndMark());
  }

  private int offset(Optional<Mark> mark) {
    return source.offset(mark.orElseThrow());
  }
}
