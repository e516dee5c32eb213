package io.probeagent.tools.lint;

import io.probeagent.tools.model.Container;
import io.probeagent.tools.model.Handler;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Probes by exec that give their program a time of its own. */
final class ExecTimeRules {
  static final List<Rule> ALL =
      List.of(new Rule("own-timeout-too-long", Severity.WARNING, ExecTimeRules::tooLong));

  /** How a program is told a time in whole seconds, by the program. */
  private static final Map<String, Pattern> TIMES =
      Map.of(
          "curl", time("(?:--max-time|--connect-timeout)[= ]|-m ?"),
          "wget", time("--timeout[= ]|-T ?"),
          "nc", time("-w ?"),
          "pg_isready", time("--timeout[= ]|-t ?"),
          "grpc_health_probe", time("--?(?:connect|rpc)-timeout[= ]"),
          "timeout",
              Pattern.compile("(?<= )(timeout (?:-[sk] \\S+ |-t |--\\S+ )*(\\d{1,6})s?)(?= )"));

  private static final Pattern LOCAL = Pattern.compile("(?:localhost|127\\.0\\.0\\.1|\\[::1\\])");

  private ExecTimeRules() {}

  private static Pattern time(String option) {
    return Pattern.compile("(?<= )((?:" + option + ")(\\d{1,6})s?)(?= )");
  }

  private static void tooLong(Scene scene, Findings findings) {
    for (Container container : scene.workload().containers()) {
      for (Handler probe : Handler.probesOf(container)) {
        MatchResult own = own(String.join(" ", probe.command())).orElse(null);
        if (own == null || seconds(own) <= probe.timeout()) {
          continue;
        }
        long needed = seconds(own) + 1;
        findings.add(
            isQuick(probe, own) ? Severity.INFO : Severity.WARNING,
            probe.field().get("timeoutSeconds"),
            "%s gives its command %d s (%s), and kubelet gives up after %d s (timeoutSeconds%s): an answer between the two counts as a failure"
                .formatted(
                    probe.title(),
                    seconds(own),
                    own.group(1).strip(),
                    probe.timeout(),
                    probe.field().get("timeoutSeconds").isNull() ? " by default" : ""),
            "timeoutSeconds: "
                + needed
                + (needed > probe.period() ? "\nperiodSeconds: " + needed : ""));
      }
    }
  }

  /** To connect to one's own pod takes no time; only what follows may. */
  private static boolean isQuick(Handler probe, MatchResult own) {
    return own.group(1).startsWith("--connect-timeout")
        && LOCAL.matcher(String.join(" ", probe.command())).find();
  }

  /** The longest that it gives. */
  private static Optional<MatchResult> own(String command) {
    String words = " " + command.replaceAll("[\"';&|()\\s]+", " ") + " ";
    return TIMES.entrySet().stream()
        .filter(each -> words.matches(".*[ /]" + each.getKey() + " .*"))
        .flatMap(each -> each.getValue().matcher(words).results())
        .max((one, other) -> Long.compare(seconds(one), seconds(other)));
  }

  private static long seconds(MatchResult found) {
    return Long.parseLong(found.group(2));
  }
}
