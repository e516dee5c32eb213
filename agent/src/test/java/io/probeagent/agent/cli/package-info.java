/** The sub-commands against an agent in this process, or against none. */
@NullMarked
package io.probeagent.agent.cli;

import org.jspecify.annotations.NullMarked;
