/** A real HAProxy in front of the pods, which finds out by its own checks who is ready. */
@NullMarked
package io.probeagent.rollout.haproxy;

import org.jspecify.annotations.NullMarked;
