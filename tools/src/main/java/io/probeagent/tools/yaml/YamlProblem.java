package io.probeagent.tools.yaml;

/** A text that cannot be read; the message is {@code file:line:column: what was expected}. */
public final class YamlProblem extends Exception {
  private static final long serialVersionUID = 1;

  private final String source;
  private final transient Position position;
  private final boolean isTemplate;

  YamlProblem(Source source, Position position, boolean isTemplate, String message) {
    super(source.name() + ":" + position.line() + ":" + position.column() + ": " + message);
    this.source = source.name();
    this.position = position;
    this.isTemplate = isTemplate;
  }

  /** The message for who has called a command of this program. */
  public String saidBy(String command) {
    String way = isTemplate ? " (helm template … | probe-tools " + command + " -)" : "";
    return getMessage() + way;
  }

  public String source() {
    return source;
  }

  public Position position() {
    return position;
  }
}
