/** Renders the Kustomize component as kubectl does. */
@NullMarked
package io.probeagent.charts.kustomize;

import org.jspecify.annotations.NullMarked;
