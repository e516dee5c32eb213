package io.probeagent.tools.inject;

import io.probeagent.tools.yaml.Piece;
import io.probeagent.tools.yaml.Piece.Entry;
import io.probeagent.tools.yaml.Piece.Shape;
import io.probeagent.tools.yaml.Written;

/** Looks how a pod is indented. */
final class Styles {
  private static final int STEP = 2;

  private final String text;
  private int step = -1;
  private int dash = -1;

  private Styles(String text) {
    this.text = text;
  }

  /** The style of the first mapping in a mapping, and of the first list in one. */
  static Written of(Piece pod, String text) {
    Styles styles = new Styles(text);
    styles.look(pod);
    return new Written(styles.step < 1 ? STEP : styles.step, Math.max(styles.dash, 0), false);
  }

  private void look(Piece piece) {
    for (Entry entry : piece.entries()) {
      Piece value = entry.value();
      if (!piece.flow() && !value.flow() && !value.isEmpty()) {
        int further = column(value.content()) - column(entry.key().start());
        if (value.shape() == Shape.MAPPING && step < 0) {
          step = further;
        } else if (value.shape() == Shape.SEQUENCE && dash < 0) {
          dash = further;
        }
      }
      look(value);
    }
    piece.items().forEach(this::look);
  }

  private int column(int offset) {
    return offset - (offset == 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1);
  }
}
