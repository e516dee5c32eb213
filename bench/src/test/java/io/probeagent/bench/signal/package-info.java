@NullMarked
package io.probeagent.bench.signal;

import org.jspecify.annotations.NullMarked;
