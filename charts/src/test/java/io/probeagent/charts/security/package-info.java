/** Kubernetes' Pod Security Standards, as rules over a pod's YAML. */
@NullMarked
package io.probeagent.charts.security;

import org.jspecify.annotations.NullMarked;
