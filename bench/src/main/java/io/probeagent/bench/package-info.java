/** Measures the agent against its peers, on this machine, in one run. */
@NullMarked
package io.probeagent.bench;

import org.jspecify.annotations.NullMarked;
