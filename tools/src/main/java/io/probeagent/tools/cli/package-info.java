/** The command line. */
@NullMarked
package io.probeagent.tools.cli;

import org.jspecify.annotations.NullMarked;
