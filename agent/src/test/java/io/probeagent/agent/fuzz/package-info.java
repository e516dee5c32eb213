/** What fuzzing needs besides its targets, which are in the packages that they test. */
@NullMarked
package io.probeagent.agent.fuzz;

import org.jspecify.annotations.NullMarked;
