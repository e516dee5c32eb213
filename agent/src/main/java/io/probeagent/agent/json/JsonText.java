package io.probeagent.agent.json;

import java.nio.charset.StandardCharsets;

/**
 * A JSON document, written from its beginning to its end. Every agent writes some, in its log and
 * its state file, and Jackson's generator would be 70 classes for it; its methods have the same
 * names. That what is begun is ended is up to the caller.
 */
public final class JsonText {
  private static final String HEX = "0123456789ABCDEF";

  private final StringBuilder text = new StringBuilder(256);

  /** What was written so far. */
  @Override
  public String toString() {
    return text.toString();
  }

  /** The same in UTF-8. */
  public byte[] bytes() {
    return toString().getBytes(StandardCharsets.UTF_8);
  }

  public void writeStartObject() {
    next();
    text.append('{');
  }

  public void writeEndObject() {
    text.append('}');
  }

  public void writeEndArray() {
    text.append(']');
  }

  public void writeFieldName(String name) {
    next();
    quoted(name);
    text.append(':');
  }

  public void writeObjectFieldStart(String name) {
    writeFieldName(name);
    text.append('{');
  }

  public void writeArrayFieldStart(String name) {
    writeFieldName(name);
    text.append('[');
  }

  public void writeStringField(String name, String value) {
    writeFieldName(name);
    quoted(value);
  }

  public void writeNumberField(String name, long value) {
    writeFieldName(name);
    text.append(value);
  }

  public void writeBooleanField(String name, boolean value) {
    writeFieldName(name);
    text.append(value);
  }

  public void writeString(String value) {
    next();
    quoted(value);
  }

  public void writeNumber(long value) {
    next();
    text.append(value);
  }

  public void writeBoolean(boolean value) {
    next();
    text.append(value);
  }

  /** A comma, unless something begins here or a name stands before. */
  private void next() {
    char last = text.length() == 0 ? '{' : text.charAt(text.length() - 1);
    if (last != '{' && last != '[' && last != ':') {
      text.append(',');
    }
  }

  private void quoted(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"', '\\' -> text.append('\\').append(c);
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        case '\b' -> text.append("\\b");
        case '\f' -> text.append("\\f");
        default -> {
          if (c < ' ') {
            text.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
          } else {
            text.append(c);
          }
        }
      }
    }
    text.append('"');
  }
}
