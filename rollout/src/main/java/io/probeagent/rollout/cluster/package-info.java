/**
 * A cluster on one machine: what kubelet, the endpoint slice controller, kube-proxy and the
 * Deployment controller do to pods, each of which is an app process, an agent process and a folder.
 *
 * <pre>
 *   Cluster ── Deployment ──(Rolling decides)── Pod ─┬─ Container app, agent  (BackOff, Killing)
 *      │                                            ├─ PodProbes ── ProbeWorker ── ProbeCount
 *      └────── KubeProxy ◀──── conditions ──────────┘
 *              Loop: one thread, one clock            Machine: processes and sockets
 * </pre>
 *
 * <p>Everything but {@code Machine} lives on the one thread of {@code Loop}, so that tests can turn
 * the clock. Sources are paths in kubernetes/kubernetes. Not modelled: the second or two that
 * kubelet takes from an event to its next step; what of it matters is in the lag of kube-proxy.
 */
@NullMarked
package io.probeagent.rollout.cluster;

import org.jspecify.annotations.NullMarked;
