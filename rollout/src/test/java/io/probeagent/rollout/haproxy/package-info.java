@NullMarked
package io.probeagent.rollout.haproxy;

import org.jspecify.annotations.NullMarked;
