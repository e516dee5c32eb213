/**
 * The pure core: signals in, one immutable state per app, verdicts out.
 *
 * <p>Nothing here reads a clock, a file or a socket, and nothing here is mutable. Time is an
 * argument: nanoseconds of a monotonic clock with an arbitrary origin, compared by difference only.
 * The state diagram stands above {@link io.probeagent.agent.lifecycle.Lifecycle#next}.
 */
@NullMarked
package io.probeagent.agent.lifecycle;

import org.jspecify.annotations.NullMarked;
