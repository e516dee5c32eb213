package io.probeagent.tools.yaml;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Something to write into a text. */
public sealed interface Value {
  /** Text that is quoted where it has to be. */
  record Text(String text) implements Value {}

  /** A number, a truth, or what else is written as it is. */
  record Plain(String text) implements Value {}

  /** A mapping in the order in which it is written. */
  record Fields(Map<String, Value> fields) implements Value {
    /** The same with one more behind. */
    public Fields with(String name, Value value) {
      Map<String, Value> more = new LinkedHashMap<>(fields);
      more.put(name, value);
      return new Fields(more);
    }
  }

  /** A sequence. */
  record Items(List<Value> items) implements Value {}

  static Value text(String text) {
    return new Text(text);
  }

  static Value number(long number) {
    return new Plain(Long.toString(number));
  }

  static Value truth(boolean truth) {
    return new Plain(Boolean.toString(truth));
  }

  static Fields fields() {
    return new Fields(Map.of());
  }

  static Fields fields(String name, Value value) {
    return fields().with(name, value);
  }

  static Items items(Value... items) {
    return new Items(Arrays.asList(items));
  }

  /**
   * What a field says, with what it merges in and stands for written out.
   *
   * @throws IllegalArgumentException if that has no end, or none within reason
   */
  static Value copy(Field field) {
    return new Copy().of(field);
  }
}
