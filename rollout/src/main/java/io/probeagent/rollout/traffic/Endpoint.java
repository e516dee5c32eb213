package io.probeagent.rollout.traffic;

import java.net.InetSocketAddress;

/**
 * Where a connection goes.
 *
 * @param pod its name; empty for a proxy that chooses the pod itself
 */
public record Endpoint(String pod, InetSocketAddress address) {}
