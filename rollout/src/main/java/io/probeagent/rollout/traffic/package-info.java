/** Strict clients: each request is sent once, and each one that has no good answer is told. */
@NullMarked
package io.probeagent.rollout.traffic;

import org.jspecify.annotations.NullMarked;
