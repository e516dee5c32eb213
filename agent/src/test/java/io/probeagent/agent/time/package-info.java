/** Moments as text. */
@NullMarked
package io.probeagent.agent.time;

import org.jspecify.annotations.NullMarked;
