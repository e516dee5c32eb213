@NullMarked
package io.probeagent.bench.figure;

import org.jspecify.annotations.NullMarked;
