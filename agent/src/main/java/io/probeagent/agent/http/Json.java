package io.probeagent.agent.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.probeagent.agent.json.JsonText;

/** JSON documents as answers. */
final class Json {
  private Json() {}

  /** Writes one document. */
  @FunctionalInterface
  interface Writer {
    void write(JsonText json);
  }

  /** The document in UTF-8, on one line, with a line break at its end. */
  static byte[] bytes(Writer writer) {
    JsonText json = new JsonText();
    writer.write(json);
    return (json + "\n").getBytes(UTF_8);
  }
}
