package io.probeagent.tools.lint;

import io.probeagent.tools.model.Container;
import io.probeagent.tools.model.Handler;
import io.probeagent.tools.yaml.Field;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A livenessProbe that asks somebody else. */
final class ForeignRules {
  static final List<Rule> ALL =
      List.of(new Rule("liveness-asks-another-host", Severity.WARNING, ForeignRules::another));

  private static final Pattern LOCAL =
      Pattern.compile(
          "localhost|127\\.[0-9.]+|0\\.0\\.0\\.0|\\[?::1?\\]?|\\[", Pattern.CASE_INSENSITIVE);

  private static final Pattern URL = Pattern.compile("\\bhttps?://(?:[^@/ ]*@)?(\\[|[^/: ?]+)");
  private static final Pattern OPTION = Pattern.compile(" (?:-h ?|--host[= ])([\\w.-]+)");

  /**
   * The last word, where it is a host: {@code ping -c 1 db}, {@code curl -fs www.example.org/x}.
   */
  private static final Pattern LAST = Pattern.compile(" ([\\w-]+(?:\\.[\\w-]+)*)(?:[:/]\\S*)? ?$");

  /** {@code nc -z db 5432}. */
  private static final Pattern HOST_AND_PORT = Pattern.compile(" ([\\w.-]+) \\d{1,5} ?$");

  private ForeignRules() {}

  private static void another(Scene scene, Findings findings) {
    for (Container container : scene.workload().apps()) {
      Handler live = Handler.probe(container, "livenessProbe").orElse(null);
      if (live == null) {
        continue;
      }
      Optional<String> host = live.has("exec") ? ofCommand(live) : ofField(scene, live);
      host.filter(name -> !LOCAL.matcher(name).matches() && !name.contains("$"))
          .ifPresent(
              name ->
                  findings.add(
                      place(live),
                      "%s asks %s, not the app: whenever that does not answer, %s is restarted %s in every pod at once, and that does not bring it back"
                          .formatted(live.title(), name, container.name(), Words.after(live)),
                      fix(container)));
    }
  }

  private static Field place(Handler live) {
    return live.has("exec")
        ? live.field().at("exec", "command")
        : live.portField().parent().get("host");
  }

  private static String fix(Container container) {
    return container.field().get("ports").items().stream()
        .flatMap(port -> port.get("containerPort").text().stream())
        .findFirst()
        .map(
            "livenessProbe: {tcpSocket: {port: %s}}   # or another question to the app itself"
                ::formatted)
        .orElse("");
  }

  /** A pod in its node's network may name an address of its own. */
  private static Optional<String> ofField(Scene scene, Handler live) {
    return live.portField()
        .parent()
        .get("host")
        .text()
        .filter(host -> !host.isEmpty())
        .filter(host -> !scene.spec().get("hostNetwork").isTrue() || !host.matches("[0-9.:]+"))
        .filter(host -> words(live.container()).noneMatch(word -> word.contains(host)));
  }

  private static Stream<String> words(Container container) {
    return Stream.of("command", "args")
        .flatMap(name -> container.field().get(name).items().stream())
        .flatMap(word -> word.text().stream());
  }

  private static Optional<String> ofCommand(Handler live) {
    String command =
        (" " + String.join(" ", live.command()))
            .replaceAll("\\|\\| *(exit|false).*", "")
            .replaceAll("[0-9]?>+ ?(&[0-9]|\\S+)", "")
            .replaceAll("[\"']", "")
            .replaceAll("\\s+", " ");
    if (command.matches(".*([|;&`$]|--unix-socket|--resolve|--connect-to|--proxy| -x ).*")) {
      return Optional.empty();
    }
    Matcher program =
        Pattern.compile(
                "(?:[ /]|^)(curl|wget|ping|nslookup|dig|nc|pg_isready|mysqladmin|redis-cli)(?= )")
            .matcher(command);
    if (!program.find()) {
      return Optional.empty();
    }
    return switch (program.group(1)) {
      case "curl", "wget" ->
          command.contains("://")
              ? found(URL, command)
              : found(LAST, command).filter(ForeignRules::isName);
      case "ping", "nslookup", "dig" -> found(LAST, command);
      case "nc" -> found(HOST_AND_PORT, command);
      default -> found(OPTION, command);
    };
  }

  /** So that no number and no file is taken for one. */
  private static boolean isName(String word) {
    return word.matches("(?i).*[a-z].*\\.[a-z]{2,}|localhost|[0-9]+(\\.[0-9]+){3}");
  }

  private static Optional<String> found(Pattern pattern, String command) {
    Matcher matcher = pattern.matcher(command);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
