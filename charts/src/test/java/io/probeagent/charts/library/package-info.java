/** The library chart in a chart of the user's own, which each test writes. */
@NullMarked
package io.probeagent.charts.library;

import org.jspecify.annotations.NullMarked;
