package io.probeagent.tools.lint;

import io.probeagent.tools.model.Container;
import io.probeagent.tools.model.Container.Role;
import io.probeagent.tools.yaml.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Rules over the shell as a container's first process. */
final class ShellRules {
  static final List<Rule> ALL =
      List.of(new Rule("shell-keeps-sigterm", Severity.WARNING, ShellRules::keepsSigterm));

  private static final Set<String> SHELLS =
      Set.of(
          "sh",
          "/bin/sh",
          "/usr/bin/sh",
          "dash",
          "/bin/dash",
          "bash",
          "/bin/bash",
          "/usr/bin/bash");

  /** Whoever writes these has thought of it, or starts a program that has. */
  private static final Pattern CARED_FOR =
      Pattern.compile(
          "\\b(exec|trap|wait|tini|dumb-init|catatonit|supervisord|s6-svscan|runit)\\b");

  /** A list, a loop, a background process, an assignment: not one plain program. */
  private static final Pattern COMPOUND =
      Pattern.compile("[;\\n&`(){}]|\\|\\||^\\s*(if|while|until|for|case)\\b");

  /**
   * What is no compound, though it looks like one: {@code $(HOME)}, {@code ${HOME}}, {@code 2>&1}.
   */
  private static final Pattern VARIABLE = Pattern.compile("\\$\\(\\w+\\)|\\$\\{[^}]*\\}|\\d?>&\\d");

  private static final String AND = "&&";

  private static final Pattern SHORT = Pattern.compile("\\s*(echo|sleep|true|cat|touch|tail)\\b.*");

  private ShellRules() {}

  private static void keepsSigterm(Scene scene, Findings findings) {
    if (scene.workload().isJob() || scene.spec().get("shareProcessNamespace").isTrue()) {
      return;
    }
    for (Container container : scene.workload().containers()) {
      if (container.role() == Role.INIT) {
        continue;
      }
      List<Field> words = words(container);
      if (words.size() != 3
          || !SHELLS.contains(words.get(0).textOr(""))
          || !words.get(1).textOr("").matches("-[eux]*c")) {
        continue;
      }
      String all = VARIABLE.matcher(words.get(2).textOr("")).replaceAll("x").strip();
      String script =
          all.substring(all.lastIndexOf(AND) < 0 ? 0 : all.lastIndexOf(AND) + 2).strip();
      if (CARED_FOR.matcher(all).find() || COMPOUND.matcher(all.replace(AND, " ")).find()) {
        continue;
      }
      boolean pipe = script.contains("|");
      if (!SHORT.matcher(script).matches()
          && (pipe || isKept(container, words.get(0), words.get(2)))) {
        findings.add(
            words.get(2),
            "container %s is a shell that waits for its %s: SIGTERM goes to the shell, which ignores it as process 1, so the app is never told to stop and is killed after %d s"
                .formatted(
                    container.name(), pipe ? "pipeline" : "child", scene.workload().gracePeriod()),
            pipe ? "" : fix(words.get(2).textOr("").strip()));
      }
    }
  }

  private static String fix(String script) {
    int last = script.lastIndexOf(AND);
    String before = last < 0 ? "" : script.substring(0, last).strip() + " && ";
    String program = script.substring(last < 0 ? 0 : last + AND.length()).strip();
    return "\"%sexec %s\"".formatted(before.replace("\"", "\\\""), program.replace("\"", "\\\""));
  }

  /**
   * bash, and the sh of BusyBox, become the last program themselves, bash not where it redirects;
   * dash, Debian's sh, does not.
   */
  private static boolean isKept(Container container, Field shell, Field script) {
    if (shell.textOr("").endsWith("bash")) {
      return script.textOr("").contains(">");
    }
    String image = container.image();
    return !image.contains("alpine") && !image.contains("busybox");
  }

  private static List<Field> words(Container container) {
    List<Field> words = new ArrayList<>(container.field().get("command").items());
    if (!words.isEmpty()) {
      words.addAll(container.field().get("args").items());
    }
    return words;
  }
}
