/** A node full of pods, each with its own agent. */
@NullMarked
package io.probeagent.bench.node;

import org.jspecify.annotations.NullMarked;
