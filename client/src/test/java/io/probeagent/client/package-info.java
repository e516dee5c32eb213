/** Tests; those of the whole client talk to a fake agent over a real socket. */
@NullMarked
package io.probeagent.client;

import org.jspecify.annotations.NullMarked;
