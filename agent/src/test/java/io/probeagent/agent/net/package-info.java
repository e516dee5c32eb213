/** Both transports do the same. */
@NullMarked
package io.probeagent.agent.net;

import org.jspecify.annotations.NullMarked;
