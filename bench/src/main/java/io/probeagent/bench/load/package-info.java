/** Kubelet's part: probes, each over a connection of its own. */
@NullMarked
package io.probeagent.bench.load;

import org.jspecify.annotations.NullMarked;
