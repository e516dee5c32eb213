package io.probeagent.agent.http;

import io.probeagent.agent.http.Route.Path;
import io.probeagent.agent.lifecycle.Verdict;
import io.probeagent.agent.lifecycle.Verdicts;
import io.probeagent.agent.pod.App;
import io.probeagent.agent.pod.Pod;
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
      built.values().forEach(Answer::release);
      built.clear();
      version = pod.version();
    }
    Answer answer = built.get(route);
    if (answer == null) {
      answer = Answer.text(ok(route, apps) ? 200 : 503, body(route, apps));
      built.put(route, answer);
    }
    return answer;
  }

  /** As the Kubernetes API server answers {@code /readyz?verbose}; null if the app is not known. */
  @Nullable Answer verbose(Route route) {
    List<App> apps = apps(route);
    if (apps.isEmpty()) {
      return null;
    }
    String name = route.path().label();
    StringBuilder body = new StringBuilder();
    for (App app : apps) {
      Verdict verdict = verdict(route.path(), pod.view(app).verdicts());
      body.append(verdict.ok() ? "[+]" : "[-]").append(app.name());
      body.append(verdict.ok() ? " ok" : not(route.path()) + verdict.reason()).append('\n');
    }
    boolean ok = ok(route, apps);
    body.append(name).append(ok ? " check passed\n" : " check failed\n");
    return Answer.text(ok ? 200 : 503, body.toString());
  }

  /** The same as JSON; null if the app is not known. */
  @Nullable Answer json(Route route) {
    List<App> apps = apps(route);
    if (apps.isEmpty()) {
      return null;
    }
    boolean ok = ok(route, apps);
    byte[] body =
        Json.bytes(
            json -> {
              json.writeStartObject();
              json.writeStringField("probe", route.path().label());
              json.writeBooleanField("ok", ok);
              json.writeArrayFieldStart("apps");
              for (App app : apps) {
                Verdict verdict = verdict(route.path(), pod.view(app).verdicts());
                json.writeStartObject();
                json.writeStringField("app", app.name());
                json.writeBooleanField("ok", verdict.ok());
                json.writeStringField("phase", pod.view(app).verdicts().phase().name());
                if (!verdict.ok()) {
                  json.writeStringField("reason", verdict.reason());
                }
                json.writeEndObject();
              }
              json.writeEndArray();
              json.writeEndObject();
            });
    return Answer.json(ok ? 200 : 503, body);
  }

  /** One line for each app that fails, with the reason; {@code ok} if none does. */
  String body(Route route, List<App> apps) {
    StringBuilder body = new StringBuilder();
    for (App app : apps) {
      Verdict verdict = verdict(route.path(), pod.view(app).verdicts());
      if (!verdict.ok()) {
        body.append(app.name()).append(not(route.path())).append(verdict.reason()).append('\n');
      }
    }
    return body.length() == 0 ? "ok\n" : body.toString();
  }

  boolean ok(Route route, List<App> apps) {
    boolean ok = true;
    for (App app : apps) {
      ok &= verdict(route.path(), pod.view(app).verdicts()).ok();
    }
    return ok;
  }

  private List<App> apps(Route route) {
    if (route.app().isEmpty()) {
      return pod.apps();
    }
    App app = pod.app(route.app());
    return app == null ? List.of() : List.of(app);
  }

  /** Asking is what lets time take effect: an answer that time made stale changes the version. */
  private void judge(List<App> apps) {
    for (int i = 0; i < apps.size(); i++) {
      pod.view(apps.get(i));
    }
  }

  static Verdict verdict(Path path, Verdicts verdicts) {
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
