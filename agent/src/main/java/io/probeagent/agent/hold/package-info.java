/**
 * The calls that are held until a drain is over, and those that are refused late. Everything here
 * runs on the one event loop. A call costs no thread, and timers only while it is held.
 */
@NullMarked
package io.probeagent.agent.hold;

import org.jspecify.annotations.NullMarked;
