@NullMarked
package io.probeagent.rollout.traffic;

import org.jspecify.annotations.NullMarked;
