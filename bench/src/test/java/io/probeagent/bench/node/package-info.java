@NullMarked
package io.probeagent.bench.node;

import org.jspecify.annotations.NullMarked;
