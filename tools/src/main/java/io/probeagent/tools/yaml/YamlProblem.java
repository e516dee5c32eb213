package io.probeagent.tools.yaml;

/** A text that cannot be read; the message is {@code file:line:column: what was expected}. */
public final class YamlProblem extends Exception {
  private static final long serialVersionUID = 1;

  private final String source;
  private final transient Position position;

  YamlProblem(Source source, Position position, String message) {
    super(source.name() + ":" + position.line() + ":" + position.column() + ": " + message);
    this.source = source.name();
    this.position = position;
  }

  public String source() {
    return source;
  }

  public Position position() {
    return position;
  }
}
