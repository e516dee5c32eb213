/** What log lines look like, and how many of them there may be. */
@NullMarked
package io.probeagent.agent.log;

import org.jspecify.annotations.NullMarked;
