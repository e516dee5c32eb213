package io.probeagent.tools.inject;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Changes of a text, all told by where they are in the text as it was. */
final class Edits {
  /**
   * Takes some chars out and puts others in.
   *
   * @param at offset in the text as it was
   * @param cut how many chars go
   * @param put what comes there
   * @param depth of two at one place, the deeper comes first: what ends a list stands before what
   *     ends the mapping around it
   */
  record Edit(int at, int cut, String put, int depth) {
    int end() {
      return at + cut;
    }
  }

  private final List<Edit> edits = new ArrayList<>();

  /** Of two at one place and depth, the first added comes first. */
  void add(int at, int cut, String put, int depth) {
    edits.add(new Edit(at, cut, put, depth));
  }

  void addAll(List<Edit> more) {
    edits.addAll(more);
  }

  /** In the order of the text. */
  List<Edit> inOrder() {
    return edits.stream()
        .sorted(Comparator.comparingInt(Edit::at).thenComparingInt(edit -> -edit.depth))
        .toList();
  }

  boolean isEmpty() {
    return edits.isEmpty();
  }

  /** Whether something from one place to another goes. */
  boolean cuts(int from, int to) {
    return edits.stream().anyMatch(edit -> edit.at <= from && to <= edit.end() && edit.cut > 0);
  }

  /**
   * The text with all of it done.
   *
   * @throws IllegalStateException if one puts something where another cuts
   */
  String apply(String text) {
    StringBuilder out = new StringBuilder(text.length() + 4096);
    int done = 0;
    for (Edit edit : inOrder()) {
      if (edit.at < done && !edit.put.isEmpty()) {
        throw new IllegalStateException("two changes of one place: " + edit);
      }
      out.append(text, done, Math.max(edit.at, done)).append(edit.put);
      done = Math.max(edit.end(), done);
    }
    return out.append(text, done, text.length()).toString();
  }
}
