package io.probeagent.tools.yaml;

/**
 * A place in a text.
 *
 * @param line from 1
 * @param column from 1, in code points, as editors count
 * @param offset from 0, in chars of the text
 */
public record Position(int line, int column, int offset) {}
