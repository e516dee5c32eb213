/** How long it takes from what an app says to an answer that shows it. */
@NullMarked
package io.probeagent.bench.signal;

import org.jspecify.annotations.NullMarked;
