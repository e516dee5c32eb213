package io.probeagent.tools.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * The difference of two texts as {@code diff -u} writes it. Where they part, they meet again at the
 * nearest two lines that are the same: not always the shortest, but the way blocks were put in.
 */
final class Diff {
  private static final int CONTEXT = 3;
  private static final String NO_END = "\\ No newline at end of file";

  /** Lines of both from a to b that differ. */
  private record Change(int from, int to, int newFrom, int newTo) {}

  private final List<String> old;
  private final List<String> now;

  private Diff(String old, String now) {
    this.old = lines(old);
    this.now = lines(now);
  }

  /** Empty if both are the same. */
  static String of(String name, String old, String now) {
    if (old.equals(now)) {
      return "";
    }
    Diff diff = new Diff(old, now);
    StringBuilder out = new StringBuilder();
    String file = name.startsWith("/") ? name.substring(1) : name;
    out.append("--- a/").append(file).append("\n+++ b/").append(file).append('\n');
    List<Change> hunk = new ArrayList<>();
    for (Change change : diff.changes()) {
      if (!hunk.isEmpty() && change.from - hunk.get(hunk.size() - 1).to > 2 * CONTEXT) {
        diff.write(hunk, out);
        hunk.clear();
      }
      hunk.add(change);
    }
    diff.write(hunk, out);
    return out.toString();
  }

  private List<Change> changes() {
    List<Change> changes = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < old.size() || j < now.size()) {
      if (same(i, j)) {
        i++;
        j++;
      } else {
        Change change = meet(i, j);
        changes.add(change);
        i = change.to;
        j = change.newTo;
      }
    }
    return changes;
  }

  private Change meet(int i, int j) {
    int most = old.size() - i + now.size() - j;
    for (int far = 1; far < most; far++) {
      for (int down = Math.max(0, far - (now.size() - j));
          down <= Math.min(far, old.size() - i);
          down++) {
        int a = i + down;
        int b = j + far - down;
        if (same(a, b) && (same(a + 1, b + 1) || atEnd(a + 1, b + 1))) {
          return new Change(i, a, j, b);
        }
      }
    }
    return new Change(i, old.size(), j, now.size());
  }

  private boolean same(int i, int j) {
    return i < old.size() && j < now.size() && old.get(i).equals(now.get(j));
  }

  private boolean atEnd(int i, int j) {
    return i == old.size() && j == now.size();
  }

  private void write(List<Change> hunk, StringBuilder out) {
    Change first = hunk.get(0);
    Change last = hunk.get(hunk.size() - 1);
    int before = Math.min(CONTEXT, first.from);
    int after = Math.min(CONTEXT, old.size() - last.to);
    out.append("@@ -")
        .append(range(first.from - before, last.to + after))
        .append(" +")
        .append(range(first.newFrom - before, last.newTo + after))
        .append(" @@\n");
    int at = first.from - before;
    for (Change change : hunk) {
      write(' ', old.subList(at, change.from), out);
      write('-', old.subList(change.from, change.to), out);
      write('+', now.subList(change.newFrom, change.newTo), out);
      at = change.to;
    }
    write(' ', old.subList(at, at + after), out);
  }

  private static void write(char sign, List<String> lines, StringBuilder out) {
    for (String line : lines) {
      out.append(sign).append(line);
      if (!line.endsWith("\n")) {
        out.append('\n').append(NO_END).append('\n');
      }
    }
  }

  private static String range(int from, int to) {
    int count = to - from;
    return (count == 0 ? from : from + 1) + (count == 1 ? "" : "," + count);
  }

  /** With their ends, so that a missing last one is a difference. */
  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int end = text.indexOf('\n', at) + 1;
      int next = end == 0 ? text.length() : end;
      lines.add(text.substring(at, next));
      at = next;
    }
    return lines;
  }
}
