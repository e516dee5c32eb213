/** Servers that know nothing of the agent, as Debian builds them, beside a real agent. */
@NullMarked
package io.probeagent.rollout.daemon;

import org.jspecify.annotations.NullMarked;
