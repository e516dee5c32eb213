/** Which of the machine's transports Netty uses: epoll where it can be had, NIO otherwise. */
@NullMarked
package io.probeagent.agent.net;

import org.jspecify.annotations.NullMarked;
