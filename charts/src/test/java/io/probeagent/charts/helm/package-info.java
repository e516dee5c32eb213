/**
 * Renders the charts as a user does: real Helm, on a copy, so that nothing lands in the sources.
 */
@NullMarked
package io.probeagent.charts.helm;

import org.jspecify.annotations.NullMarked;
