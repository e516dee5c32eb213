/** Tests of the pure core: a {@link Scenario} of signals in, state and verdicts out. */
@NullMarked
package io.probeagent.agent.lifecycle;

import org.jspecify.annotations.NullMarked;
