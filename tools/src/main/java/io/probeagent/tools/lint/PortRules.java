package io.probeagent.tools.lint;

import io.probeagent.tools.model.Container;
import io.probeagent.tools.model.Handler;
import io.probeagent.tools.model.Sidecar;
import io.probeagent.tools.yaml.Field;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Rules over the ports that probes and hooks ask. */
final class PortRules {
  static final List<Rule> ALL =
      List.of(
          new Rule("port-name-unknown", Severity.ERROR, PortRules::unknownName),
          new Rule("port-name-digits", Severity.ERROR, PortRules::digits),
          new Rule("port-undeclared", Severity.INFO, PortRules::undeclared),
          new Rule("agent-port", Severity.ERROR, PortRules::agentPort),
          new Rule("agent-missing", Severity.WARNING, PortRules::agentMissing));

  private PortRules() {}

  private static void unknownName(Scene scene, Findings findings) {
    for (Container container : scene.workload().containers()) {
      for (Handler handler : Handler.allOf(container)) {
        Field port = handler.portField();
        String name = port.textOr("");
        boolean grpc = handler.has("grpc"); // it takes no name at all: probe-refused
        if (name.isEmpty() || grpc || isDigits(name) || handler.port().isPresent()) {
          continue;
        }
        Optional<Container> other =
            scene.workload().containers().stream()
                .filter(each -> each.port(name).isPresent())
                .findFirst();
        String where =
            other
                .map(owner -> "container %s declares it, but kubelet looks".formatted(owner.name()))
                .orElse("no container of the pod declares it, and kubelet looks");
        findings.add(
            port,
            "%s asks port \"%s\": %s in %s alone, so %s"
                .formatted(handler.title(), name, where, container.name(), Words.failure(handler)),
            other
                .flatMap(owner -> owner.port(name))
                .map(number -> "port: " + number)
                .orElse("port: 8080   # where it listens"));
      }
    }
  }

  private static void digits(Scene scene, Findings findings) {
    for (Container container : scene.workload().containers()) {
      for (Handler handler : Handler.allOf(container)) {
        Field port = handler.portField();
        boolean digits = port.number().isEmpty() && isDigits(port.textOr(""));
        if (digits && !handler.has("grpc")) {
          findings.add(
              port,
              "port \"%s\" of %s is a text, so it is taken for a name, and a name needs a letter: the API server refuses the %s"
                  .formatted(port.textOr(""), handler.title(), scene.workload().resource().kind()),
              "port: " + port.textOr(""));
        }
      }
    }
  }

  private static void undeclared(Scene scene, Findings findings) {
    List<Container> containers = scene.workload().containers();
    Optional<Sidecar> sidecar = scene.sidecar();
    if (scene.spec().get("hostNetwork").isTrue()) {
      return; // a declared port is one of the node there
    }
    for (Container container : containers) {
      if (!declaresTheOne(container)) {
        continue;
      }
      Set<Long> told = new HashSet<>();
      for (Handler handler : Handler.allOf(container)) {
        long port = handler.port().orElse(0L);
        boolean known =
            containers.stream().anyMatch(each -> each.declares(port) || names(each, port));
        boolean agents =
            sidecar.filter(it -> it.port() == port || port == Sidecar.PORT).isPresent();
        boolean elsewhere = handler.portField().parent().get("host").exists();
        if (handler.portField().number().isPresent()
            && !known
            && !agents
            && !elsewhere
            && told.add(port)) {
          findings.add(
              handler.portField(),
              "%s asks port %d, which no container of the pod declares, though %s declares others: if nothing listens there, %s"
                  .formatted(handler.title(), port, container.name(), Words.failure(handler)),
              "# in %s, if it is right\nports:\n- {name: health, containerPort: %d}"
                  .formatted(
                      scene.workload().apps().size() > 1
                          ? "the container that listens there"
                          : "container " + container.name(),
                      port));
        }
      }
    }
  }

  /** Who lists several ports, or one for health or metrics, has one more of them for probes. */
  private static boolean declaresTheOne(Container container) {
    List<Field> ports = container.field().get("ports").items();
    return ports.size() == 1 && !Scraped.isAside(ports.get(0).get("name").textOr(""));
  }

  /** Whether its command or its environment has the number, as in {@code --health-port=8081}. */
  private static boolean names(Container container, long port) {
    Pattern number = Pattern.compile("(?<!\\d)" + port + "(?!\\d)");
    Stream<Field> words =
        Stream.of("command", "args").flatMap(name -> container.field().get(name).items().stream());
    Stream<Field> values =
        container.field().get("env").items().stream().map(entry -> entry.get("value"));
    return Stream.concat(words, values).anyMatch(word -> number.matcher(word.textOr("")).find());
  }

  private static void agentPort(Scene scene, Findings findings) {
    Sidecar sidecar = scene.sidecar().orElse(null);
    if (sidecar == null || sidecar.isHidden("PROBE_LISTEN")) {
      return;
    }
    for (Container container : scene.workload().apps()) {
      for (Handler handler : Handler.allOf(container)) {
        long port = handler.port().orElse(0L);
        if (port == Sidecar.PORT && port != sidecar.port() && AgentPath.isKnown(handler.path())) {
          findings.add(
              handler.portField(),
              "%s asks port %d, and the agent listens on %d (PROBE_LISTEN): %s"
                  .formatted(handler.title(), port, sidecar.port(), Words.failure(handler)),
              "port: " + sidecar.port());
        }
      }
    }
    String listen = sidecar.setting("PROBE_LISTEN").orElse("");
    if (listen.matches("(127\\.[0-9.]+|localhost|\\[::1\\]):\\d+")
        && !scene.spec().get("hostNetwork").isTrue()) {
      sidecar
          .given("PROBE_LISTEN")
          .ifPresent(
              given ->
                  findings.add(
                      given.at(),
                      "the agent listens on %s alone, and kubelet asks at the pod's address: every probe is refused"
                          .formatted(listen),
                      "- {name: PROBE_LISTEN, value: \":%d\"}".formatted(sidecar.port())));
    }
  }

  private static void agentMissing(Scene scene, Findings findings) {
    if (scene.sidecar().isPresent()
        || scene.workload().containers().stream().anyMatch(c -> c.declares(Sidecar.PORT))) {
      return;
    }
    for (Container container : scene.workload().apps()) {
      for (Handler handler : Handler.allOf(container)) {
        if (handler.port().orElse(0L) == Sidecar.PORT && AgentPath.isKnown(handler.path())) {
          findings.add(
              handler.portField(),
              "%s asks the agent's port %d, and no container of the pod is the agent: %s"
                  .formatted(handler.title(), Sidecar.PORT, Words.failure(handler)));
        }
      }
    }
  }

  private static boolean isDigits(String text) {
    return !text.isEmpty()
        && text.length() <= 5
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
