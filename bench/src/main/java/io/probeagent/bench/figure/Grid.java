package io.probeagent.bench.figure;

import java.util.ArrayList;
import java.util.List;

/** Rows of text, the first of which is the heading. */
public record Grid(List<List<String>> rows) {
  /** In columns, the first one flush left and the others flush right. */
  public String text() {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder out = new StringBuilder();
    for (List<String> row : rows) {
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        String pad = " ".repeat(widths[i] - row.get(i).length());
        cells.add(i == 0 ? row.get(i) + pad : pad + row.get(i));
      }
      out.append(String.join("  ", cells).stripTrailing()).append('\n');
    }
    return out.toString();
  }

  public String markdown() {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      out.append("| ").append(String.join(" | ", rows.get(i))).append(" |\n");
      if (i == 0) {
        out.append("|---".repeat(rows.get(0).size())).append("|\n");
      }
    }
    return out.toString();
  }
}
