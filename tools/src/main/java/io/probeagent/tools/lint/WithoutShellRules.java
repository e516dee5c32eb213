package io.probeagent.tools.lint;

import io.probeagent.tools.model.Container;
import io.probeagent.tools.model.Handler;
import io.probeagent.tools.yaml.Field;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What only a shell understands, where there is none. */
final class WithoutShellRules {
  static final List<Rule> ALL =
      List.of(new Rule("shell-words-without-shell", Severity.ERROR, WithoutShellRules::words));

  private static final Pattern WORD =
      Pattern.compile("&&|\\|\\|?|;|[012]?>{1,2}(/dev/null|&[12])?");

  /** A shell somewhere in the command, or a program that takes such words for its own. */
  private static final Set<String> TAKES =
      Set.of(
          "sh", "bash", "dash", "ash", "zsh", "ksh", "-c", "find", "xargs", "grep", "egrep", "awk",
          "gawk", "sed", "tr", "cut", "expr", "jq", "eval", "su", "python", "python3", "perl",
          "node");

  private WithoutShellRules() {}

  private static void words(Scene scene, Findings findings) {
    for (Container container : scene.workload().containers()) {
      for (Handler handler : Handler.allOf(container)) {
        List<String> command = handler.command();
        int at = first(command);
        if (at > 0 && command.subList(0, at).stream().noneMatch(WithoutShellRules::takes)) {
          tell(handler, handler.field().at("exec", "command").items().get(at), command, findings);
        }
      }
    }
  }

  private static int first(List<String> command) {
    return IntStream.range(0, command.size())
        .filter(i -> WORD.matcher(command.get(i)).matches())
        .findFirst()
        .orElse(-1);
  }

  private static boolean takes(String word) {
    return TAKES.contains(word.substring(word.lastIndexOf('/') + 1));
  }

  private static void tell(Handler handler, Field word, List<String> command, Findings findings) {
    findings.add(
        handler.isProbe() ? Severity.ERROR : Severity.WARNING,
        word,
        "%s runs no shell, so %s is handed %s and all behind it as its own arguments: it fails, or succeeds without what is written there"
            .formatted(handler.title(), command.get(0), word.textOr("")),
        "command: [sh, -c, \"%s\"]   # if the image has sh"
            .formatted(String.join(" ", command).replace("\\", "\\\\").replace("\"", "\\\"")));
  }
}
