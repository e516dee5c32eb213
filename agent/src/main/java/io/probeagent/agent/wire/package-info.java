/** The wire format of an app's signals: lines {@code KEY=VALUE} in, {@link Word}s out. Pure. */
@NullMarked
package io.probeagent.agent.wire;

import io.probeagent.agent.lifecycle.Word;
import org.jspecify.annotations.NullMarked;
