package io.probeagent.rollout.record;

/**
 * Something that happened to a pod.
 *
 * @param detail one line, such as an exit code; empty if there is nothing to add
 */
public record PodEvent(String pod, long at, Moment moment, String detail) {}
