/** How a pod of a manifest ends, second by second. */
@NullMarked
package io.probeagent.tools.plan;

import org.jspecify.annotations.NullMarked;
