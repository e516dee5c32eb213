/** Holds what the documentation shows against Kubernetes, and does what the README tells to do. */
@NullMarked
package io.probeagent.charts.docs;

import org.jspecify.annotations.NullMarked;
