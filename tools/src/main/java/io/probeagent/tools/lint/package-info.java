/** Rules over pod specs, and what they find. */
@NullMarked
package io.probeagent.tools.lint;

import org.jspecify.annotations.NullMarked;
