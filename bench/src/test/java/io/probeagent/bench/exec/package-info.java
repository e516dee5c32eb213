@NullMarked
package io.probeagent.bench.exec;

import org.jspecify.annotations.NullMarked;
