/** JMH benchmarks of the agent's core: what a signal, a verdict and a line cost. */
@NullMarked
package io.probeagent.bench.core;

import org.jspecify.annotations.NullMarked;
