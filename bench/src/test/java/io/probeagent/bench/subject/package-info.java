@NullMarked
package io.probeagent.bench.subject;

import org.jspecify.annotations.NullMarked;
