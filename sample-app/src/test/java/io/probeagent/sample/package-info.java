/** Tests: real sockets on loopback, and no agent. */
@NullMarked
package io.probeagent.sample;

import org.jspecify.annotations.NullMarked;
