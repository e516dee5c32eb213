/** The sidecar's process: wires sources, core and endpoints together. */
@NullMarked
package io.probeagent.agent;

import org.jspecify.annotations.NullMarked;
