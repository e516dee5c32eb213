/**
 * The command probe-tools: lints pod specs, puts the sidecar into them, and shows how a pod ends.
 */
@NullMarked
package io.probeagent.tools;

import org.jspecify.annotations.NullMarked;
