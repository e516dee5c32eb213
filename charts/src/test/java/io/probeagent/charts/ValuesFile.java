package io.probeagent.charts;

import com.fasterxml.jackson.databind.JsonNode;
import io.probeagent.charts.helm.Folder;
import io.probeagent.charts.helm.Yaml;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A chart's values.yaml with its {@code # --} comments, each for the key below it. */
record ValuesFile(JsonNode values, Map<String, String> documented) {
  private static final Pattern KEY = Pattern.compile("( *)([\\w-]+):(?: .*)?");
  private static final Pattern COMMENT = Pattern.compile(" *# -- (.*)");
  private static final Pattern MORE = Pattern.compile(" *# ?(.*)");

  static ValuesFile of(String chart) {
    String text = Folder.read(Folder.CHARTS.resolve(chart).resolve("values.yaml"));
    return new ValuesFile(Yaml.document(text), documented(text));
  }

  private static Map<String, String> documented(String text) {
    Map<String, String> documented = new LinkedHashMap<>();
    Deque<String> path = new ArrayDeque<>();
    Deque<Integer> indents = new ArrayDeque<>();
    List<String> comment = new ArrayList<>();
    for (String line : text.lines().toList()) {
      Matcher begins = COMMENT.matcher(line);
      Matcher goesOn = MORE.matcher(line);
      Matcher key = KEY.matcher(line);
      if (begins.matches()) {
        comment.clear();
        comment.add(begins.group(1));
      } else if (goesOn.matches()) {
        if (!comment.isEmpty()) {
          comment.add(goesOn.group(1));
        }
      } else if (key.matches()) {
        int indent = key.group(1).length();
        while (!indents.isEmpty() && indents.getLast() >= indent) {
          indents.removeLast();
          path.removeLast();
        }
        indents.addLast(indent);
        path.addLast(key.group(2));
        if (!comment.isEmpty()) {
          documented.put(String.join(".", path), String.join(" ", comment));
          comment.clear();
        }
      }
    }
    return documented;
  }

  /** The default of a value. */
  JsonNode at(String path) {
    return values.at('/' + path.replace('.', '/'));
  }

  /** Every leaf that has no comment of its own, nor one on a map that it is in. */
  List<String> undocumented() {
    List<String> undocumented = new ArrayList<>();
    collect(values, "", undocumented);
    return undocumented;
  }

  private void collect(JsonNode node, String path, List<String> undocumented) {
    if (documented.containsKey(path)) {
      return;
    }
    if (node.isObject() && !node.isEmpty()) {
      String below = path.isEmpty() ? "" : path + '.';
      node.properties()
          .forEach(field -> collect(field.getValue(), below + field.getKey(), undocumented));
    } else {
      undocumented.add(path);
    }
  }
}
