@NullMarked
package io.probeagent.rollout.report;

import org.jspecify.annotations.NullMarked;
