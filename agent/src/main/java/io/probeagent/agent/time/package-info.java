/** Where the agent gets the time from. */
@NullMarked
package io.probeagent.agent.time;

import org.jspecify.annotations.NullMarked;
