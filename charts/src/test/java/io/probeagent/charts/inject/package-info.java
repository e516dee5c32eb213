/** What {@code probe-tools inject} writes, held against Kubernetes and the charts. */
@NullMarked
package io.probeagent.charts.inject;

import org.jspecify.annotations.NullMarked;
