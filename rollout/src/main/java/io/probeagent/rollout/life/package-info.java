/** The life of one pod, shown and judged. */
@NullMarked
package io.probeagent.rollout.life;

import org.jspecify.annotations.NullMarked;
