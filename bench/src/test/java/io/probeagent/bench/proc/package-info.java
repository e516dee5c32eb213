@NullMarked
package io.probeagent.bench.proc;

import org.jspecify.annotations.NullMarked;
