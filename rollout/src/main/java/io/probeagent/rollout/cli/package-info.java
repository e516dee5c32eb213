/** The command line. */
@NullMarked
package io.probeagent.rollout.cli;

import org.jspecify.annotations.NullMarked;
