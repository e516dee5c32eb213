/**
 * Where signals come from: the probe file and the stream socket.
 *
 * <p>Each source reads its medium, turns what it finds into signals and hands them to the event
 * loop. A source judges nothing, and what it cannot see it reports and leaves as it was. The
 * datagram socket of sd_notify takes its place here: one more edge on the same wire format.
 */
@NullMarked
package io.probeagent.agent.source;

import org.jspecify.annotations.NullMarked;
