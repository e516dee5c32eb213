/** What was found, written for people and for programs. */
@NullMarked
package io.probeagent.tools.report;

import org.jspecify.annotations.NullMarked;
