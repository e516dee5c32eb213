@NullMarked
package io.probeagent.rollout;

import org.jspecify.annotations.NullMarked;
