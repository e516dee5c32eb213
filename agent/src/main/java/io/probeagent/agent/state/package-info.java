/** What the agent remembers over its own restart, in {@code .agent/state.json}. */
@NullMarked
package io.probeagent.agent.state;

import org.jspecify.annotations.NullMarked;
