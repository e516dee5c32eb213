package io.probeagent.agent.source;

/** Is told what a source could not see or would not take. May be called from any thread. */
@FunctionalInterface
public interface SourceErrors {
  /**
   * Takes one error.
   *
   * @param app whose source it is
   * @param source {@code file}, {@code socket}, {@code notify}, {@code ports}, {@code control} or
   *     {@code state}
   * @param kind short constant, for a metric's label
   * @param detail for people: the value, and what was expected
   */
  void error(String app, String source, String kind, String detail);
}
