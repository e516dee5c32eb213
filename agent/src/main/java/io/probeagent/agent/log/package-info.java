/** Log lines on standard output: structured, limited, and never in the way of a probe. */
@NullMarked
package io.probeagent.agent.log;

import org.jspecify.annotations.NullMarked;
