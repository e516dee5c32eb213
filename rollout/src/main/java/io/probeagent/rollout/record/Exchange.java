package io.probeagent.rollout.record;

import org.jspecify.annotations.Nullable;

/**
 * One request and how it ended.
 *
 * @param pod that it was sent to; empty where a proxy chose it and does not tell
 * @param start when its first byte was sent, or its connection was asked for
 * @param end when its answer was complete, or known never to be
 * @param asked nanoseconds that the server was asked to take for it; 0 if that is not known
 * @param failure null if all is well
 */
public record Exchange(
    ClientKind client, String pod, long start, long end, long asked, @Nullable Failure failure) {}
