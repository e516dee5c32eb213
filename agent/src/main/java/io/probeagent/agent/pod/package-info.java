/**
 * The apps of one pod: where signals and core meet. Everything here runs on the one event loop;
 * what others may read is a volatile reference to an immutable value.
 */
@NullMarked
package io.probeagent.agent.pod;

import org.jspecify.annotations.NullMarked;
