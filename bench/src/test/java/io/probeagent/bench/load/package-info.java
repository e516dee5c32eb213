@NullMarked
package io.probeagent.bench.load;

import org.jspecify.annotations.NullMarked;
