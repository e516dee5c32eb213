/** What the agent remembers over its own restart, and what it does not believe. */
@NullMarked
package io.probeagent.agent.state;

import org.jspecify.annotations.NullMarked;
