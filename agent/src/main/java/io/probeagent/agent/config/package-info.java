/**
 * The agent's configuration: {@link Setting} is the one list of what can be set, {@link
 * ConfigReader} the only reader of environment and flags, {@link Config} what the rest of the agent
 * sees.
 */
@NullMarked
package io.probeagent.agent.config;

import org.jspecify.annotations.NullMarked;
