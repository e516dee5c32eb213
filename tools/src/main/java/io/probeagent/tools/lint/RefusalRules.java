package io.probeagent.tools.lint;

import io.probeagent.tools.model.Container;
import io.probeagent.tools.model.Container.Role;
import io.probeagent.tools.model.Handler;
import io.probeagent.tools.yaml.Field;
import java.util.ArrayList;
import java.util.List;

/** What the API server refuses of a probe or a hook, whatever its version. */
final class RefusalRules {
  static final List<Rule> ALL =
      List.of(
          new Rule("probe-refused", Severity.ERROR, RefusalRules::check),
          new Rule("probe-on-init-container", Severity.ERROR, RefusalRules::onInit));

  private static final List<String> OF_PROBE = List.of("httpGet", "tcpSocket", "exec", "grpc");
  private static final List<String> OF_HOOK = List.of("httpGet", "exec", "sleep", "tcpSocket");

  private RefusalRules() {}

  private static void check(Scene scene, Findings findings) {
    Refusals.each(RefusalRules::actions).check(scene, findings);
    Refusals.each(RefusalRules::port).check(scene, findings);
    Refusals.each(RefusalRules::sleep).check(scene, findings);
    Refusals.each(ProbeNumbers::refused).check(scene, findings);
  }

  private static void actions(Refusals asked) {
    Handler handler = asked.handler();
    List<String> known = handler.isProbe() ? OF_PROBE : OF_HOOK;
    List<String> named = new ArrayList<>(known);
    named.removeIf(action -> !handler.has(action));
    if (named.isEmpty()) {
      asked.add(
          handler.field(),
          "%s says nothing of what to do (%s)"
              .formatted(
                  handler.title(),
                  handler.isProbe()
                      ? "httpGet, tcpSocket, exec or grpc"
                      : "httpGet, exec or sleep"),
          handler.isProbe()
              ? handler.name() + ": {httpGet: {path: /, port: 8080}}   # or without the field"
              : handler.name() + ": {sleep: {seconds: 5}}   # or without the field");
    } else if (named.size() > 1) {
      asked.add(
          handler.field().get(named.get(1)),
          "%s has %s, and may have one of them"
              .formatted(handler.title(), String.join(" and ", named)),
          "# one of them: %s".formatted(String.join(", ", named)));
    }
    if (handler.has("exec") && handler.command().isEmpty()) {
      asked.add(
          handler.field().get("exec"),
          handler.title() + " runs no command",
          "exec: {command: [cat, /tmp/healthy]}");
    }
    Field scheme = handler.field().at("httpGet", "scheme");
    if (!List.of("", "HTTP", "HTTPS").contains(scheme.textOr(""))) {
      asked.addValue(
          scheme,
          "is neither HTTP nor HTTPS, in capitals",
          "scheme: " + (scheme.textOr("").equalsIgnoreCase("https") ? "HTTPS" : "HTTP"));
    }
  }

  private static void port(Refusals asked) {
    Handler handler = asked.handler();
    Field port = handler.portField();
    if (port.isNull()) {
      if (port.parent().isMapping()) {
        asked.add(
            port.parent(), handler.title() + " names no port", "port: 8080   # where it listens");
      }
    } else if (port.number().isPresent()) {
      long number = port.numberOr(0);
      if (number < 1 || number > 65_535) {
        asked.addValue(port, "is not between 1 and 65535", "port: 8080   # where it listens");
      }
    } else if (handler.has("grpc") && isGiven(port)) {
      asked.addValue(
          port,
          "is a text, and grpc takes the number of a port, not its name",
          "port: " + handler.port().map(String::valueOf).orElse("8080   # where it listens"));
    }
  }

  private static void sleep(Refusals asked) {
    Field seconds = asked.handler().field().at("sleep", "seconds");
    long grace = asked.scene().workload().gracePeriod();
    if (asked.handler().isProbe() || seconds.number().isEmpty()) {
      return;
    }
    if (seconds.numberOr(0) < 0) {
      asked.addValue(seconds, "is below 0", "seconds: 5");
    } else if (seconds.numberOr(0) > grace) {
      asked.addValue(
          seconds,
          "is longer than the grace period of %d s".formatted(grace),
          "# of the pod\nterminationGracePeriodSeconds: %d   # the sleep and what the app takes to end"
              .formatted(Math.min(Integer.MAX_VALUE, seconds.numberOr(0)) + 30));
    }
  }

  private static void onInit(Scene scene, Findings findings) {
    for (Container container : scene.workload().containers(Role.INIT)) {
      List<String> names = new ArrayList<>(Container.PROBES);
      names.add("lifecycle");
      for (String name : names) {
        Field field = container.field().get(name);
        if (!field.isNull() && !container.image().isEmpty()) {
          findings.add(
              field,
              "init container %s has a %s and runs to its end before the apps start: the API server refuses the %s"
                  .formatted(container.name(), name, scene.kind()),
              "restartPolicy: Always   # on %s, if it is to run beside the apps; else without %s"
                  .formatted(container.name(), name));
        }
      }
    }
  }

  /** Not a place that some program fills in before the text is applied. */
  static boolean isGiven(Field field) {
    return field.isText() && !field.textOr("").matches("(?s).*[$<{%].*|");
  }
}
