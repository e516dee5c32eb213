/** What a run is told as: text, Markdown, JSON. */
@NullMarked
package io.probeagent.bench.report;

import org.jspecify.annotations.NullMarked;
