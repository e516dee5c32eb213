@NullMarked
package io.probeagent.rollout.process;

import org.jspecify.annotations.NullMarked;
