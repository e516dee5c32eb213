/**
 * A small HTTP server that starts, serves and stops as an app beside the agent should. Meant to be
 * read and copied: {@link io.probeagent.sample.SampleApp} first, then {@link
 * io.probeagent.sample.drain.Drain}.
 */
@NullMarked
package io.probeagent.sample;

import org.jspecify.annotations.NullMarked;
