/** What is measured of the agent where no peer matters: its memory in a cgroup, its image. */
@NullMarked
package io.probeagent.bench.alone;

import org.jspecify.annotations.NullMarked;
