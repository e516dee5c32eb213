/** Who is measured when. */
@NullMarked
package io.probeagent.bench.run;

import org.jspecify.annotations.NullMarked;
