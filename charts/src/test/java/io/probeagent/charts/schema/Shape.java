package io.probeagent.charts.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Compares JSON with a class that was generated for it. The classes' own readers are lenient: they
 * take a number for a string and leave out what they do not know.
 */
final class Shape {
  private static final Pattern QUANTITY =
      Pattern.compile("[+-]?[0-9]+(\\.[0-9]*)?([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?");
  private static final Set<String> NAMES = Set.of("SerializedName", "JsonProperty");

  private final Function<Class<?>, List<String>> required;
  private final List<String> problems;

  Shape(Function<Class<?>, List<String>> required, List<String> problems) {
    this.required = required;
    this.problems = problems;
  }

  void check(JsonNode value, Type expected, String at) {
    if (expected instanceof ParameterizedType generic) {
      Type[] of = generic.getActualTypeArguments();
      if (generic.getRawType() == Map.class) {
        if (is(value.isObject(), value, "an object", at)) {
          value.properties().forEach(e -> check(e.getValue(), of[1], at + '.' + e.getKey()));
        }
      } else if (is(value.isArray(), value, "a list", at)) {
        for (int i = 0; i < value.size(); i++) {
          check(value.get(i), of[0], at + '[' + i + ']');
        }
      }
    } else if (expected instanceof Class<?> type) {
      checkPlain(value, type, at);
    } else {
      problems.add(at + ": no rule for " + expected);
    }
  }

  private void checkPlain(JsonNode value, Class<?> type, String at) {
    switch (type.getSimpleName()) {
      case "String", "byte[]", "OffsetDateTime" -> is(value.isTextual(), value, "a string", at);
      case "Boolean" -> is(value.isBoolean(), value, "true or false", at);
      case "Integer", "Long" -> is(value.isIntegralNumber(), value, "a whole number", at);
      case "Double" -> is(value.isNumber(), value, "a number", at);
      case "IntOrString" ->
          is(value.isIntegralNumber() || value.isTextual(), value, "a number or a string", at);
      case "Quantity" ->
          is(
              value.isValueNode() && QUANTITY.matcher(value.asText()).matches(),
              value,
              "a quantity",
              at);
      case "Object" -> {}
      default -> checkFields(value, type, at);
    }
  }

  private void checkFields(JsonNode value, Class<?> type, String at) {
    if (!is(value.isObject(), value, "an object", at)) {
      return;
    }
    Map<String, Type> known = fields(type);
    value
        .properties()
        .forEach(
            entry -> {
              String path = at + '.' + entry.getKey();
              Type expected = known.get(entry.getKey());
              if (expected == null) {
                problems.add(path + ": unknown field (expected one of " + known.keySet() + ")");
              } else if (!entry.getValue().isNull()) { // null is: not there
                check(entry.getValue(), expected, path);
              }
            });
    for (String name : required.apply(type)) {
      if (!value.hasNonNull(name)) {
        problems.add(at + '.' + name + ": missing");
      }
    }
  }

  private boolean is(boolean so, JsonNode value, String expected, String at) {
    if (!so) {
      problems.add(at + ": " + value + " (expected: " + expected + ")");
    }
    return so;
  }

  private static Map<String, Type> fields(Class<?> type) {
    Map<String, Type> fields = new TreeMap<>();
    for (Field field : type.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers())) {
        for (Annotation annotation : field.getAnnotations()) {
          if (NAMES.contains(annotation.annotationType().getSimpleName())) {
            fields.put(name(annotation), field.getGenericType());
          }
        }
      }
    }
    return fields;
  }

  private static String name(Annotation annotation) {
    try {
      return (String) annotation.annotationType().getMethod("value").invoke(annotation);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
