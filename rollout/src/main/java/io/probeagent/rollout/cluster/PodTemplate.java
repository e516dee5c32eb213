package io.probeagent.rollout.cluster;

import io.probeagent.rollout.process.Probe;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What all pods are made of.
 *
 * @param command of the app; <code>{port}</code> and <code>{dir}</code> stand for the port that it
 *     has to listen on, and the folder that it shares with the agent
 * @param environment of the app, which gets {@code PORT} too, and with an agent {@code PROBE_DIR}
 * @param agent null for a pod of an app alone
 * @param probes at most one of each kind
 * @param preStop null for none
 * @param gracePeriod the pod's terminationGracePeriodSeconds, at least a second
 */
public record PodTemplate(
    List<String> command,
    Map<String, String> environment,
    @Nullable Sidecar agent,
    List<ProbeSpec> probes,
    @Nullable Hook preStop,
    Duration gracePeriod) {

  public PodTemplate {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    probes = List.copyOf(probes);
    if (command.isEmpty()) {
      throw new IllegalArgumentException("command=[] (expected: a program)");
    }
    if (gracePeriod.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("gracePeriod=" + gracePeriod + " (expected: >= PT1S)");
    }
    Set<Probe> kinds = new HashSet<>();
    for (ProbeSpec probe : probes) {
      if (!kinds.add(probe.probe())) {
        throw new IllegalArgumentException("two " + probe.probe() + " probes (expected: one)");
      }
    }
    boolean asksAgent =
        probes.stream().anyMatch(probe -> probe.target() == Target.AGENT)
            || (preStop != null && preStop.target() == Target.AGENT);
    if (asksAgent && agent == null) {
      throw new IllegalArgumentException("a probe or hook asks the agent (expected: an agent)");
    }
  }

  Optional<ProbeSpec> probe(Probe kind) {
    return probes.stream().filter(probe -> probe.probe() == kind).findFirst();
  }
}
