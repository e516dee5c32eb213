/** Stand-ins for clocks, timers and apps; each is as simple as what it stands for allows. */
@NullMarked
package io.probeagent.agent.fake;

import org.jspecify.annotations.NullMarked;
