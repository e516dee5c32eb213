/** What happens in a run, as those who see it tell it. Times are of {@link System#nanoTime}. */
@NullMarked
package io.probeagent.rollout.record;

import org.jspecify.annotations.NullMarked;
