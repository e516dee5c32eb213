package io.probeagent.tools.lint;

import java.util.List;
import java.util.stream.Stream;

/** All rules there are. */
public final class Rules {
  private static final List<Rule> ALL =
      Stream.of(
              SidecarRules.ALL,
              Silences.ALL,
              AgentResourceRules.ALL,
              AutoscalerRules.ALL,
              BudgetRules.ALL,
              FolderRules.ALL,
              HostPortRules.ALL,
              LifetimeRules.ALL,
              RolloutRules.ALL,
              SecurityRules.ALL,
              ServiceLinkRules.ALL,
              ServiceRules.ALL,
              SharedNamespaceRules.ALL,
              SocketRules.ALL,
              VolumeRules.ALL)
          .flatMap(List::stream)
          .toList();

  private Rules() {}

  public static List<Rule> all() {
    return ALL;
  }
}
