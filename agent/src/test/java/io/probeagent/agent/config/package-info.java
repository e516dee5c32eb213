/** Three tests for each concern: what holds by default, what can be set, what is refused. */
@NullMarked
package io.probeagent.agent.config;

import org.jspecify.annotations.NullMarked;
