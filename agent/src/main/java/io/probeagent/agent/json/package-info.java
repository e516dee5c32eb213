/** JSON as the agent writes it; what it reads is read by Jackson. */
@NullMarked
package io.probeagent.agent.json;

import org.jspecify.annotations.NullMarked;
