/** What is measured: the agent as its image runs it, and its peers. */
@NullMarked
package io.probeagent.bench.subject;

import org.jspecify.annotations.NullMarked;
