@NullMarked
package io.probeagent.rollout.update;

import org.jspecify.annotations.NullMarked;
