/** The page for Prometheus, read as strictly as a scraper may. */
@NullMarked
package io.probeagent.agent.metrics;

import org.jspecify.annotations.NullMarked;
