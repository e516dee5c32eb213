/** Tests of what holds for all packages of the agent. */
@NullMarked
package io.probeagent.agent;

import org.jspecify.annotations.NullMarked;
