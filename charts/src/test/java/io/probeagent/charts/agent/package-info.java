/** What the charts tell the agent, told to the real one; what they ask of it, asked of it. */
@NullMarked
package io.probeagent.charts.agent;

import org.jspecify.annotations.NullMarked;
