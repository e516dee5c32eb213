package io.probeagent.tools.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes aliases out, which a few lines can make more than there is memory for. */
final class Copy {
  private static final int MOST = 100_000;
  private static final int DEEPEST = 200;

  private int count;
  private int depth;

  Value of(Field field) {
    if (++count > MOST || depth > DEEPEST) {
      throw new IllegalArgumentException(
          field.source().name() + ": aliases that lead to themselves, or to too much");
    }
    depth++;
    Value value = copied(field);
    depth--;
    return value;
  }

  private Value copied(Field field) {
    if (field.isMapping()) {
      Map<String, Value> copies = new LinkedHashMap<>();
      field.names().forEach(name -> copies.put(name, of(field.get(name))));
      return new Value.Fields(copies);
    }
    if (field.isSequence()) {
      List<Value> copies = new ArrayList<>();
      field.items().forEach(item -> copies.add(of(item)));
      return new Value.Items(copies);
    }
    if (field.isNull()) {
      return new Value.Plain("null");
    }
    return field.isText() ? new Value.Text(field.textOr("")) : new Value.Plain(field.textOr(""));
  }
}
