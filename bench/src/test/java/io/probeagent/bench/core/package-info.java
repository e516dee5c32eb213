@NullMarked
package io.probeagent.bench.core;

import org.jspecify.annotations.NullMarked;
