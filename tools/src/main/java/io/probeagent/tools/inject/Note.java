package io.probeagent.tools.inject;

/**
 * Something that a user should know of a pod that was changed.
 *
 * @param code never changes
 * @param isWarning whether the pod may lose requests or not start if nobody acts on it
 */
public record Note(String code, String text, boolean isWarning) {
  Note(String code, String text) {
    this(code, text, false);
  }

  static Note warning(String code, String text) {
    return new Note(code, text, true);
  }
}
