@NullMarked
package io.probeagent.bench.cli;

import org.jspecify.annotations.NullMarked;
