package io.probeagent.tools.inject;

import io.probeagent.tools.yaml.Piece;
import io.probeagent.tools.yaml.Piece.Entry;
import io.probeagent.tools.yaml.Piece.Shape;
import io.probeagent.tools.yaml.Value;
import io.probeagent.tools.yaml.Written;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes into one text, each time as the place is written: in lines or in braces, with its
 * indentation and its line ends.
 */
final class Ink {
  private final Edits edits;
  private final String text;
  private final String lineEnd;
  private final Written style;

  Ink(String text, Written style, Edits edits) {
    this.edits = edits;
    this.text = text;
    this.style = style;
    int line = text.indexOf('\n');
    this.lineEnd = line > 0 && text.charAt(line - 1) == '\r' ? "\r\n" : "\n";
  }

  /** A new entry behind the others of a mapping that has some. */
  void add(Piece mapping, String name, Value value, int depth) {
    Value.Fields entry = Value.fields(name, value);
    if (mapping.flow()) {
      Written written = inBraces(mapping);
      String put =
          entry.fields().entrySet().stream().map(written::flow).collect(Collectors.joining());
      addInBraces(mapping, put, depth);
    } else {
      addLines(mapping.end(), column(mapping.content()), style.lines(entry), depth);
    }
  }

  /** Another value for an entry. */
  void replace(Piece mapping, Entry entry, Value value, int depth) {
    Piece old = entry.value();
    int from = behindColon(entry);
    if (mapping.flow()) {
      edits.add(from, old.end() - from, " " + inBraces(mapping).flow(value), depth);
      return;
    }
    boolean items = value instanceof Value.Items list && !list.items().isEmpty();
    boolean fields = value instanceof Value.Fields map && !map.fields().isEmpty();
    if (!items && !fields) {
      edits.add(from, old.end() - from, " " + style.flow(value) + closing(old), depth);
      return;
    }
    int column = column(entry.key().start()) + (items ? style.dash() : style.step());
    String put = lineEnd + joined(column, style.lines(value));
    if (old.shape() == Shape.SCALAR && old.start() == old.end()) {
      edits.add(endOfLine(from), 0, put, depth);
    } else {
      edits.add(from, old.end() - from, put + closing(old), depth);
    }
  }

  /** More items behind those of a sequence that has some. */
  void append(Piece sequence, List<Value> items, int depth) {
    if (sequence.flow()) {
      addInBraces(sequence, inBrackets(sequence, items), depth);
    } else {
      addLines(
          sequence.end(), column(sequence.content()), style.lines(new Value.Items(items)), depth);
    }
  }

  /** More items before those of a sequence that has some. */
  void prepend(Entry entry, List<Value> items, int depth) {
    Piece sequence = entry.value();
    if (sequence.flow()) {
      edits.add(sequence.content() + 1, 0, inBrackets(sequence, items) + ", ", depth);
    } else {
      List<String> lines = style.lines(new Value.Items(items));
      addLines(behindColon(entry), column(sequence.content()), lines, depth);
    }
  }

  int behindColon(Entry entry) {
    if (entry.value().end() == entry.key().end()) {
      throw new Unfit(Reason.MALFORMED, entry.key().value() + " is a key without a colon");
    }
    return text.indexOf(':', entry.key().end()) + 1;
  }

  /** Spaces and a comment go by; what comes is a line's end or the text's. */
  int endOfLine(int offset) {
    int end = text.indexOf('\n', offset);
    if (end < 0) {
      return text.length();
    }
    return end > offset && text.charAt(end - 1) == '\r' ? end - 1 : end;
  }

  int startOfLine(int offset) {
    return offset == 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
  }

  int column(int offset) {
    return offset - startOfLine(offset);
  }

  private void addInBraces(Piece collection, String put, int depth) {
    edits.add(collection.end() - trailing(collection), 0, ", " + put, depth);
  }

  /** How far before its end the last of a flow collection ends. */
  private static int trailing(Piece collection) {
    int last =
        collection.shape() == Shape.MAPPING
            ? collection.entries().get(collection.entries().size() - 1).value().end()
            : collection.items().get(collection.items().size() - 1).end();
    return collection.end() - last;
  }

  private void addLines(int behind, int column, List<String> lines, int depth) {
    if (startsLine(behind)) {
      edits.add(behind, 0, joined(column, lines) + lineEnd, depth);
    } else {
      edits.add(endOfLine(behind), 0, lineEnd + joined(column, lines), depth);
    }
  }

  /** A block scalar that keeps its empty lines ends where the next line begins. */
  private boolean startsLine(int offset) {
    return offset > 0 && text.charAt(offset - 1) == '\n';
  }

  private String closing(Piece old) {
    return startsLine(old.end()) ? lineEnd : "";
  }

  private String inBrackets(Piece sequence, List<Value> items) {
    Written written = inBraces(sequence);
    return items.stream().map(written::flow).collect(Collectors.joining(", "));
  }

  private String joined(int column, List<String> lines) {
    String indent = " ".repeat(column);
    return lines.stream().map(line -> indent + line).collect(Collectors.joining(lineEnd));
  }

  /** JSON stays JSON. */
  private Written inBraces(Piece collection) {
    return new Written(style.step(), style.dash(), isJson(collection));
  }

  private boolean isJson(Piece collection) {
    for (Entry entry : collection.entries()) {
      return text.charAt(entry.key().content()) == '"';
    }
    for (Piece item : collection.items()) {
      if (item.flow()) {
        return isJson(item);
      }
    }
    return false;
  }
}
