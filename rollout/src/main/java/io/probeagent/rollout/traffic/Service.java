package io.probeagent.rollout.traffic;

import java.util.Optional;

/** Picks an endpoint for each new connection, as kube-proxy does; open ones stay where they are. */
public interface Service {
  /** Empty if there is none: kube-proxy then rejects the connection, the client sees it refused. */
  Optional<Endpoint> pick();
}
