/**
 * Pods and what stands beside them, seen in YAML; nothing is bound to classes, so nothing is lost.
 */
@NullMarked
package io.probeagent.tools.model;

import org.jspecify.annotations.NullMarked;
