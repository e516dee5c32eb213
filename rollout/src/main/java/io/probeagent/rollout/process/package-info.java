/** Real processes of this machine, and what they answer. */
@NullMarked
package io.probeagent.rollout.process;

import org.jspecify.annotations.NullMarked;
