package io.probeagent.tools.yaml;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes values as those around them are written.
 *
 * @param step columns from a key to the keys below it
 * @param dash columns from a key to the dashes below it
 * @param quotes whether all texts stand in double quotes, as in JSON
 */
public record Written(int step, int dash, boolean quotes) {
  private static final Pattern MEASURE = Pattern.compile("[0-9]{1,9}(ms|s|m|h|Ki|Mi|Gi)");
  private static final Pattern WORD =
      Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null|\\.inf|\\.nan");

  /** The lines of a value, without any indentation of their own. */
  public List<String> lines(Value value) {
    List<String> lines = new ArrayList<>();
    if (value instanceof Value.Fields fields && !fields.fields().isEmpty()) {
      fields.fields().forEach((name, each) -> entry(name, each, lines));
    } else if (value instanceof Value.Items items && !items.items().isEmpty()) {
      for (Value item : items.items()) {
        List<String> inner = lines(item);
        lines.add("- " + inner.get(0));
        inner.stream().skip(1).forEach(line -> lines.add("  " + line));
      }
    } else {
      lines.add(flow(value));
    }
    return lines;
  }

  private void entry(String name, Value value, List<String> lines) {
    boolean fields = value instanceof Value.Fields map && !map.fields().isEmpty();
    boolean items = value instanceof Value.Items list && !list.items().isEmpty();
    String key = key(name);
    if (fields || items) {
      lines.add(key + ":");
      String indent = " ".repeat(fields ? step : dash);
      lines(value).forEach(line -> lines.add(indent + line));
    } else {
      lines.add(key + ": " + flow(value));
    }
  }

  /** A value in one line. */
  public String flow(Value value) {
    if (value instanceof Value.Fields fields) {
      return fields.fields().entrySet().stream()
          .map(this::flow)
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value instanceof Value.Items items) {
      return items.items().stream().map(this::flow).collect(Collectors.joining(", ", "[", "]"));
    }
    return value instanceof Value.Plain plain ? plain.text() : text(((Value.Text) value).text());
  }

  /** One entry of a flow mapping. */
  public String flow(Map.Entry<String, Value> entry) {
    return key(entry.getKey()) + ": " + flow(entry.getValue());
  }

  private String key(String name) {
    return text(name);
  }

  private String text(String text) {
    return !quotes && isPlain(text)
        ? text
        : '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  /** Whether a text is a text to every reader of YAML without quotes. */
  private static boolean isPlain(String text) {
    if (MEASURE.matcher(text).matches()) {
      return true;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '/';
      boolean inner = (c >= '0' && c <= '9') || c == '.' || c == '-';
      boolean colon = c == ':' && i + 1 < text.length();
      if (!letter && (i == 0 || !(inner || colon))) {
        return false;
      }
    }
    return !text.isEmpty() && !WORD.matcher(text).matches();
  }
}
