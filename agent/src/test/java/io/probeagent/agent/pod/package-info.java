/** Where signals and core meet: who is told of what, and when. */
@NullMarked
package io.probeagent.agent.pod;

import org.jspecify.annotations.NullMarked;
