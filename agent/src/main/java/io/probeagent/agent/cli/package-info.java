/**
 * The sub-commands, which talk to a running agent over its sockets. They load neither Netty nor
 * what else the agent serves with: {@code check} may be run as an exec probe.
 */
@NullMarked
package io.probeagent.agent.cli;

import org.jspecify.annotations.NullMarked;
