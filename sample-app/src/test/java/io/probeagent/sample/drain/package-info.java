@NullMarked
package io.probeagent.sample.drain;

import org.jspecify.annotations.NullMarked;
