/** Tests of the wire format. */
@NullMarked
package io.probeagent.agent.wire;

import org.jspecify.annotations.NullMarked;
