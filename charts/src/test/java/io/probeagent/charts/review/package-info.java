/** What a careful reviewer would ask of rendered documents that no schema tells. */
@NullMarked
package io.probeagent.charts.review;

import org.jspecify.annotations.NullMarked;
