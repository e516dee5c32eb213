package io.probeagent.tools.yaml;

import java.util.Arrays;

/** A text and where it came from. */
public final class Source {
  private final String name;
  private final String text;
  private int[] lines = {};

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

  /** Where a line and a column, both from 0 and the latter in code points, are in the text. */
  Position position(int line, int column) {
    int[] starts = lines();
    int start = starts[Math.min(line, starts.length - 1)];
    int offset = start;
    for (int i = 0; i < column && offset < text.length(); i++) {
      offset += Character.charCount(text.codePointAt(offset));
    }
    return new Position(line + 1, column + 1, offset);
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
