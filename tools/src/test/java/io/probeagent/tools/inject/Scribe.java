package io.probeagent.tools.inject;

import io.probeagent.tools.yaml.Value;
import io.probeagent.tools.yaml.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Writes YAML in one of the many ways in which people and programs do. */
final class Scribe {
  private final Random random;
  private final int step;
  private final int dash;
  private final String lineEnd;
  private final boolean comments;
  private final boolean flows;
  private final boolean ended;
  private final int dashWidth;

  Scribe(Random random) {
    this.random = random;
    step = 1 + random.nextInt(4);
    dash = random.nextInt(4);
    dashWidth = random.nextInt(4) == 0 ? 4 : 2;
    lineEnd = random.nextInt(3) == 0 ? "\r\n" : "\n";
    comments = random.nextBoolean();
    flows = random.nextBoolean();
    ended = random.nextInt(3) != 0;
  }

  String write(List<? extends Value> documents) {
    if (random.nextInt(10) == 0 && documents.size() == 1) {
      return new Written(2, 2, true).flow(documents.get(0)) + (ended ? "\n" : "");
    }
    List<String> lines = new ArrayList<>();
    for (Value document : documents) {
      if (!lines.isEmpty() || random.nextBoolean()) {
        lines.add(random.nextBoolean() ? "---" : "--- # next");
      }
      lines.addAll(lines(document));
    }
    return String.join(lineEnd, lines) + (ended ? lineEnd : "");
  }

  private List<String> lines(Value value) {
    List<String> lines = new ArrayList<>();
    if (value instanceof Value.Fields fields && !fields.fields().isEmpty()) {
      for (Map.Entry<String, Value> entry : fields.fields().entrySet()) {
        remark(lines);
        entry(entry.getKey(), entry.getValue(), lines);
      }
    } else if (value instanceof Value.Items items && !items.items().isEmpty()) {
      for (Value item : items.items()) {
        remark(lines);
        List<String> inner = inline(item) ? List.of(flow(item)) : lines(item);
        while (inner.get(0).isEmpty() || inner.get(0).startsWith("#")) {
          inner = inner.subList(1, inner.size());
        }
        lines.add("-" + " ".repeat(dashWidth - 1) + inner.get(0));
        inner.stream().skip(1).forEach(line -> lines.add(" ".repeat(dashWidth) + line));
      }
    } else {
      lines.add(flow(value));
    }
    return lines;
  }

  private void entry(String name, Value value, List<String> lines) {
    boolean items = value instanceof Value.Items;
    String key = random.nextInt(12) == 0 ? '"' + name + '"' : name;
    if (value instanceof Value.Text text && text.text().contains("\n")) {
      lines.add(key + ": " + (text.text().endsWith("\n") ? "|+" : "|-"));
      text.text().lines().forEach(line -> lines.add(" ".repeat(step) + line));
    } else if (inline(value)) {
      lines.add(key + ":" + (flow(value).isEmpty() ? "" : " " + flow(value)) + tail());
    } else {
      lines.add(key + ":" + tail());
      String indent = " ".repeat(items ? dash : step);
      lines(value).forEach(line -> lines.add(line.isEmpty() ? line : indent + line));
    }
  }

  private boolean inline(Value value) {
    return value instanceof Value.Text
        || value instanceof Value.Plain
        || (value instanceof Value.Fields fields && fields.fields().isEmpty())
        || (value instanceof Value.Items items && items.items().isEmpty())
        || (flows && random.nextInt(5) == 0);
  }

  private String flow(Value value) {
    return new Written(2, 2, random.nextInt(6) == 0).flow(value);
  }

  private String tail() {
    return comments && random.nextInt(6) == 0 ? "   # why: {not} - \"this\"" : "";
  }

  private void remark(List<String> lines) {
    if (comments && random.nextInt(5) == 0) {
      lines.add(random.nextBoolean() ? "# a remark: - one" : "");
    }
  }
}
