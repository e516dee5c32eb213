package io.probeagent.tools.inject;

/**
 * Something that a user should know of a pod that was changed.
 *
 * @param code never changes
 */
public record Note(String code, String text) {}
