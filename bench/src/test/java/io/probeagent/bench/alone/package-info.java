@NullMarked
package io.probeagent.bench.alone;

import org.jspecify.annotations.NullMarked;
