package io.probeagent.tools.yaml;

import java.lang.ref.SoftReference;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** A text and where it came from. */
public final class Source {
  private final String name;
  private final String text;
  private int[] lines = {};
  private @Nullable Offsets offsets;
  private SoftReference<List<Field>> documents = new SoftReference<>(null);

  /**
   * @param name a path, or {@code -} for standard input
   */
  public Source(String name, String text) {
    this.name = name;
    this.text = text;
  }

  public String name() {
    return name;
  }

  public String text() {
    return text;
  }

  /** A line without its end; empty beyond the last one. */
  public String line(int number) {
    int[] starts = lines();
    if (number < 1 || number > starts.length) {
      return "";
    }
    int start = starts[number - 1];
    int end = number < starts.length ? starts[number] - 1 : text.length();
    if (end > start && text.charAt(end - 1) == '\n') {
      end--;
    }
    if (end > start && text.charAt(end - 1) == '\r') {
      end--;
    }
    return text.substring(start, end);
  }

  public int lineCount() {
    return lines().length;
  }

  /** What was read of it, so that it is read once; null if it was not, or not lately. */
  @Nullable List<Field> documents() {
    return documents.get();
  }

  void documents(List<Field> read) {
    documents = new SoftReference<>(read);
  }

  /** Where it begins. */
  Position start() {
    return new Position(1, 1, 0);
  }

  /**
   * A place in a line.
   *
   * @param line from 1
   * @param chars before it in the line
   */
  Position position(int line, int chars) {
    int column = line(line).codePointCount(0, chars) + 1;
    return new Position(line, column, lines()[line - 1] + chars);
  }

  /** Where the parser says that it is. */
  Position position(Mark mark) {
    return new Position(mark.getLine() + 1, mark.getColumn() + 1, offset(mark));
  }

  /** In chars; a mark counts code points. */
  int offset(Mark mark) {
    Offsets known = offsets;
    if (known == null) {
      known = new Offsets(text);
      offsets = known;
    }
    return known.ofCodePoint(mark.getIndex());
  }

  private int[] lines() {
    if (lines.length == 0) {
      int[] starts = new int[1024];
      int count = 1;
      for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
        if (count == starts.length) {
          starts = Arrays.copyOf(starts, count * 2);
        }
        starts[count++] = i + 1;
      }
      lines = Arrays.copyOf(starts, count);
    }
    return lines;
  }
}
