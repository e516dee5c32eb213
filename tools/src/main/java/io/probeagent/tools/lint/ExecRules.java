package io.probeagent.tools.lint;

import io.probeagent.tools.model.Container;
import io.probeagent.tools.model.Handler;
import io.probeagent.tools.model.Images;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rules over probes and hooks that run a program in the container. */
final class ExecRules {
  static final List<Rule> ALL =
      List.of(
          new Rule("exec-without-program", Severity.ERROR, ExecRules::withoutProgram),
          new Rule("exec-probe-cost", Severity.INFO, ExecRules::cost));

  /** {@code runc exec … cat}, without what a container runtime adds; docs/performance.md. */
  private static final long MEASURED_MS = 18;

  /** A request to the container itself, whatever options stand around it. */
  private static final Pattern URL =
      Pattern.compile(
          "(?:\\bhttps?://|(?<=\\s))(?:localhost|127\\.0\\.0\\.1|0\\.0\\.0\\.0|\\[::1\\])(?::(\\d+))?(/\\S*)?(?=\\s|$)");

  private static final Pattern ASKS = Pattern.compile("\\b(curl|wget|check http)\\b");

  /** More than one program, or a request that httpGet cannot make. */
  private static final Pattern MORE =
      Pattern.compile("[|;&]|\\s(-X|-d|--data\\S*|--post\\S*|--cert\\S*|-E|--unix-socket)\\s");

  private static final Pattern GRPC =
      Pattern.compile("grpc[_-]health[_-]probe.*-addr[= ]\\S*?:(\\d+)");

  private ExecRules() {}

  private static void withoutProgram(Scene scene, Findings findings) {
    for (Container container : scene.workload().containers()) {
      for (Handler handler : Handler.allOf(container)) {
        List<String> command = handler.command();
        if (!command.isEmpty() && Images.lacks(container, command.get(0))) {
          findings.add(
              handler.field().at("exec", "command"),
              "%s runs %s, and image %s has no such program: %s"
                  .formatted(
                      handler.title(), command.get(0), container.image(), Words.failure(handler)),
              fix(handler));
        }
      }
    }
  }

  private static void cost(Scene scene, Findings findings) {
    for (Container container : scene.workload().containers()) {
      for (Handler probe : Handler.probesOf(container)) {
        String command = String.join(" ", probe.command());
        Optional<String> instead = instead(probe, command);
        if (instead.isPresent() && !Images.lacks(container, probe.command().get(0))) {
          findings.add(
              probe.field().get("exec"),
              "%s starts a process in the container every %d s: about %d ms of the node's CPU each time where httpGet takes less than 1, %d s of it an hour"
                  .formatted(
                      probe.title(),
                      probe.period(),
                      MEASURED_MS,
                      Math.round(3600.0 / probe.period() * MEASURED_MS / 1000)),
              instead.get());
        }
      }
    }
  }

  /** What would ask the same without a process; nothing where that cannot be told. */
  private static Optional<String> instead(Handler probe, String command) {
    Matcher grpc = GRPC.matcher(command);
    if (grpc.find() && !command.contains("-tls")) {
      return Optional.of("grpc: {port: %s}   # Kubernetes 1.24 and later".formatted(grpc.group(1)));
    }
    String asked =
        command.replace("'", " ").replace("\"", " ").replaceAll("\\|\\| *exit 1\\s*$", "");
    Matcher url = URL.matcher(asked);
    if (ASKS.matcher(asked).find() && !MORE.matcher(asked).find() && url.find()) {
      boolean tls = url.group().startsWith("https");
      String port = url.group(1) == null ? (tls ? "443" : "80") : url.group(1);
      String path = url.group(2) == null ? "/" : url.group(2);
      return Optional.of(
          "httpGet: {path: %s, port: %s%s}".formatted(path, port, tls ? ", scheme: HTTPS" : ""));
    }
    boolean file =
        command.matches(
            "(?:(?:/bin/)?(?:ba)?sh -c )?(cat|test -[efrs]|\\[ -[efrs]|ls|stat) [^|;&]+");
    return file
        ? Optional.of(
            "httpGet: {path: %s, port: 9810}   # with probe-agent, which looks for the file"
                .formatted(path(probe)))
        : Optional.empty();
  }

  private static String path(Handler probe) {
    return switch (probe.name()) {
      case "livenessProbe" -> "/live";
      case "startupProbe" -> "/startup";
      default -> "/ready";
    };
  }

  private static String fix(Handler handler) {
    if (handler.isProbe()) {
      return "httpGet: {path: %s, port: 9810}   # with probe-agent, or a path of the app's own"
          .formatted(path(handler));
    }
    return handler.name().equals("preStop")
        ? "preStop: {httpGet: {path: /drain, port: 9810}}   # with probe-agent; or sleep: {seconds: 5} from Kubernetes 1.30 on"
        : "";
  }
}
