@NullMarked
package io.probeagent.rollout.life;

import org.jspecify.annotations.NullMarked;
