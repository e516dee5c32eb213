/**
 * Runs a pod on this machine: the agent and an app as two real processes around a shared folder,
 * and a prober in kubelet's place.
 */
@NullMarked
package io.probeagent.rollout;

import org.jspecify.annotations.NullMarked;
