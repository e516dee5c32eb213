/**
 * The HTTP side: handlers over {@link io.probeagent.agent.http.Peer}, without sockets and with the
 * time in the test's hand; what only sockets can show over {@link
 * io.probeagent.agent.http.TestServer} and {@link io.probeagent.agent.http.Client}.
 */
@NullMarked
package io.probeagent.agent.http;

import org.jspecify.annotations.NullMarked;
