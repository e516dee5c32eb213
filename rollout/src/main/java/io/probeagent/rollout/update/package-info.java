/** Rolling updates under load, from the first pod to the report. */
@NullMarked
package io.probeagent.rollout.update;

import org.jspecify.annotations.NullMarked;
