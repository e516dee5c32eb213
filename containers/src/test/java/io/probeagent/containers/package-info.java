/**
 * Runs pods in a container engine, podman, with a test in kubelet's place: it asks the probes from
 * outside, calls the preStop hooks, and sends the signals in the order of Kubernetes.
 */
@NullMarked
package io.probeagent.containers;

import org.jspecify.annotations.NullMarked;
