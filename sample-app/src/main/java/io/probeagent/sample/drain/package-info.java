/**
 * How a Netty server for HTTP/1.1 and HTTP/2 stops without losing a request: the whole of it, to be
 * copied into a server of one's own. {@link io.probeagent.sample.drain.Drain} tells the order of
 * events, {@link io.probeagent.sample.drain.Connections} how a server is set up for it, {@link
 * io.probeagent.sample.drain.Timers} has all its times. Depends on Netty alone.
 *
 * <p>What no server can save: an HTTP/1.1 client whose connection was idle for longer than the
 * whole drain, and that sends its next request in the very moment of our FIN.
 */
@NullMarked
package io.probeagent.sample.drain;

import org.jspecify.annotations.NullMarked;
