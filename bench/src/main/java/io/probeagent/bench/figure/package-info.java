/** What was measured, and what comes of it: medians, bounds, tables. */
@NullMarked
package io.probeagent.bench.figure;

import org.jspecify.annotations.NullMarked;
