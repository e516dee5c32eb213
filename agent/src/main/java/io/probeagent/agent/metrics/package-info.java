/** What is counted, and the page that Prometheus reads. */
@NullMarked
package io.probeagent.agent.metrics;

import org.jspecify.annotations.NullMarked;
