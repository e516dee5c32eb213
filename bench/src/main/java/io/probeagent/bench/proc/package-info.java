/** What the kernel knows of a process, and of the machine. */
@NullMarked
package io.probeagent.bench.proc;

import org.jspecify.annotations.NullMarked;
