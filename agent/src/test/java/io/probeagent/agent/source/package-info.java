/** What is made of files and lines; with real folders and real sockets where they are the point. */
@NullMarked
package io.probeagent.agent.source;

import org.jspecify.annotations.NullMarked;
