/** What must hold for everything that the charts render. */
@NullMarked
package io.probeagent.charts;

import org.jspecify.annotations.NullMarked;
