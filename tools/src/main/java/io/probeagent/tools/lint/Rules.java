package io.probeagent.tools.lint;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All rules there are. */
public final class Rules {
  private static final List<Rule> ALL =
      Stream.of(
              SidecarRules.ALL,
              StartRules.ALL,
              AgentProbeRules.ALL,
              PortRules.ALL,
              LivenessRules.ALL,
              ForeignRules.ALL,
              ExecRules.ALL,
              ExecTimeRules.ALL,
              WithoutShellRules.ALL,
              RefusalRules.ALL,
              ProbeNumbers.ALL,
              VersionRules.ALL,
              SettingRules.ALL,
              GraceRules.ALL,
              NoticeRules.ALL,
              HookRules.ALL,
              ShellRules.ALL,
              Silences.ALL,
              AgentResourceRules.ALL,
              AutoscalerRules.ALL,
              BudgetRules.ALL,
              DuplicateRules.ALL,
              FolderRules.ALL,
              HostPortRules.ALL,
              LifetimeRules.ALL,
              RolloutRules.ALL,
              SecurityRules.ALL,
              ServiceLinkRules.ALL,
              ServiceRules.ALL,
              SharedNamespaceRules.ALL,
              SocketRules.ALL,
              StatefulRules.ALL,
              VolumeRules.ALL)
          .flatMap(List::stream)
          .toList();

  private Rules() {}

  /** The rule of an id. */
  public static Optional<Rule> find(String id) {
    return ALL.stream().filter(rule -> rule.id().equals(id)).findFirst();
  }

  /** The id that was probably meant. */
  public static Optional<String> nearest(String id) {
    return Nearest.to(id, ALL.stream().map(Rule::id).toList());
  }

  public static List<Rule> all() {
    return ALL;
  }
}
