@NullMarked
package io.probeagent.rollout.cluster;

import org.jspecify.annotations.NullMarked;
