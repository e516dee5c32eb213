/** What a probe costs that runs a program in a container. */
@NullMarked
package io.probeagent.bench.exec;

import org.jspecify.annotations.NullMarked;
