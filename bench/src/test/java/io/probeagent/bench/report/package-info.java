@NullMarked
package io.probeagent.bench.report;

import org.jspecify.annotations.NullMarked;
