/**
 * The alerts and the dashboard, judged by Prometheus' own tool and by what the agent really tells.
 */
@NullMarked
package io.probeagent.charts.alerts;

import org.jspecify.annotations.NullMarked;
