package io.probeagent.agent.http;

import io.probeagent.agent.http.Route.Path;
import io.probeagent.agent.lifecycle.Phase;
import io.probeagent.agent.lifecycle.Verdict;
import io.probeagent.agent.lifecycle.Verdicts;
import io.probeagent.agent.pod.App;
import io.probeagent.agent.pod.Pod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers to the three probes. The plain ones are built once and written until an app's verdicts
 * change; that they still hold is judged at every question.
 */
final class ProbeAnswers {
  private final Pod pod;
  private final Map<Route, Answer> built = new HashMap<>();
  private long version = -1;

  ProbeAnswers(Pod pod) {
    this.pod = pod;
  }

  /** The plain answer, or null if the app is not known. The cache keeps it. */
  @Nullable Answer plain(Route route) {
    List<App> apps = apps(route);
    if (apps.isEmpty()) {
      return null;
    }
    judge(apps);
    if (version != pod.version()) {
      forget();
      version = pod.version();
    }
    Answer answer = built.get(route);
    if (answer == null) {
      answer = plain(route, check(route, apps));
      built.put(route, answer);
    }
    return answer;
  }

  /** Gives back what is kept; nothing is to be asked for any more. */
  void forget() {
    built.values().forEach(Answer::release);
    built.clear();
  }

  /** As the Kubernetes API server answers {@code /readyz?verbose}; null if the app is not known. */
  @Nullable Answer verbose(Route route) {
    List<App> apps = apps(route);
    if (apps.isEmpty()) {
      return null;
    }
    List<Checked> checked = check(route, apps);
    StringBuilder body = new StringBuilder();
    for (Checked one : checked) {
      Verdict verdict = one.verdict();
      body.append(verdict.ok() ? "[+]" : "[-]").append(one.app());
      body.append(verdict.ok() ? " ok" : not(route.path()) + verdict.reason()).append('\n');
    }
    boolean ok = ok(checked);
    body.append(route.path().label()).append(ok ? " check passed\n" : " check failed\n");
    return Answer.text(ok ? 200 : 503, body.toString());
  }

  /** The same as JSON; null if the app is not known. */
  @Nullable Answer json(Route route) {
    List<App> apps = apps(route);
    if (apps.isEmpty()) {
      return null;
    }
    List<Checked> checked = check(route, apps);
    byte[] body =
        Json.bytes(
            json -> {
              json.writeStartObject();
              json.writeStringField("probe", route.path().label());
              json.writeBooleanField("ok", ok(checked));
              json.writeArrayFieldStart("apps");
              for (Checked one : checked) {
                json.writeStartObject();
                json.writeStringField("app", one.app());
                json.writeBooleanField("ok", one.verdict().ok());
                json.writeStringField("phase", one.phase().name());
                if (!one.verdict().ok()) {
                  json.writeStringField("reason", one.verdict().reason());
                }
                json.writeEndObject();
              }
              json.writeEndArray();
              json.writeEndObject();
            });
    return Answer.json(ok(checked) ? 200 : 503, body);
  }

  /** One line for each app that fails, with the reason; {@code ok} if none does. */
  private static Answer plain(Route route, List<Checked> checked) {
    if (ok(checked)) {
      return Answer.text(200, "ok\n");
    }
    StringBuilder body = new StringBuilder();
    for (Checked one : checked) {
      Verdict verdict = one.verdict();
      if (!verdict.ok()) {
        body.append(one.app()).append(not(route.path())).append(verdict.reason()).append('\n');
      }
    }
    return Answer.text(503, body.toString());
  }

  /** One app's part of an answer. Asked for once: status and body are of the same moment. */
  private record Checked(String app, Phase phase, Verdict verdict) {}

  private List<Checked> check(Route route, List<App> apps) {
    List<Checked> checked = new ArrayList<>();
    for (App app : apps) {
      Verdicts verdicts = pod.view(app).verdicts();
      checked.add(new Checked(app.name(), verdicts.phase(), verdict(route.path(), verdicts)));
    }
    return checked;
  }

  private static boolean ok(List<Checked> checked) {
    for (Checked one : checked) {
      if (!one.verdict().ok()) {
        return false;
      }
    }
    return true;
  }

  private List<App> apps(Route route) {
    return pod.select(route.app());
  }

  /** Asking is what lets time take effect: an answer that time made stale changes the version. */
  private void judge(List<App> apps) {
    for (int i = 0; i < apps.size(); i++) {
      pod.view(apps.get(i));
    }
  }

  private static Verdict verdict(Path path, Verdicts verdicts) {
    return switch (path) {
      case STARTUP -> verdicts.startup();
      case LIVE -> verdicts.live();
      default -> verdicts.ready();
    };
  }

  private static String not(Path path) {
    return switch (path) {
      case STARTUP -> " not started: ";
      case LIVE -> " not live: ";
      default -> " not ready: ";
    };
  }
}
