package io.probeagent.agent.http;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.probeagent.agent.hold.Holds;
import io.probeagent.agent.http.Route.Path;
import io.probeagent.agent.metrics.Counters;
import io.probeagent.agent.metrics.MetricsPage;
import io.probeagent.agent.pod.App;
import io.probeagent.agent.pod.Pod;
import io.probeagent.agent.pod.Refresh;
import io.probeagent.agent.wire.Grammar;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** From a request to its answer. Belongs to the event loop. */
final class Endpoints {
  private static final Answer NOT_FOUND =
      Answer.text(
          404,
          "not found (expected: /live /ready /startup /drain /undrain, each also with /<app>,"
              + " /healthz, /metrics, /state)\n");
  private static final String KUBELET = "kube-probe/";
  private static final Answer HEALTHY = Answer.text(200, "ok\n");
  private static final Answer DEAF =
      Answer.text(503, "not yet: the shared folder was not looked at, and has no sockets\n");

  private final BooleanSupplier heard;
  private final Pod pod;
  private final Refresh refresh;
  private final ProbeAnswers probes;
  private final StateView state;
  private final DrainDoor door;
  private final Holds holds;
  private final MetricsPage metrics;
  private final Counters counters;
  private final Map<Path, long[]> ok = new EnumMap<>(Path.class);
  private final Map<Path, long[]> notOk = new EnumMap<>(Path.class);

  Endpoints(
      BooleanSupplier heard,
      Pod pod,
      Refresh refresh,
      StateView state,
      DrainDoor door,
      Holds holds,
      MetricsPage metrics,
      Counters counters) {
    this.heard = heard;
    this.pod = pod;
    this.refresh = refresh;
    this.probes = new ProbeAnswers(pod);
    this.state = state;
    this.door = door;
    this.holds = holds;
    this.metrics = metrics;
    this.counters = counters;
    for (Path path : Path.values()) {
      if (path.isProbe()) {
        ok.put(path, counters.answered(path.label(), 200));
        notOk.put(path, counters.answered(path.label(), 503));
      }
    }
  }

  /**
   * An answer on its way.
   *
   * @param once whether it is to be released after this one use
   * @param last whether the connection ends with it
   * @param given is run once it was given to the peer; null for nothing
   * @param asked what it answers, if that can be asked {@link #again}; else null
   */
  record Reply(
      Answer answer, boolean once, boolean last, @Nullable Runnable given, @Nullable Asked asked) {
    Reply(Answer answer, boolean once, boolean last) {
      this(answer, once, last, null, null);
    }
  }

  /**
   * A probe whose answer depends on nothing else of its request.
   *
   * @param kubelet whether kubelet asks
   */
  record Asked(Route route, boolean kubelet) {}

  /**
   * Answers through {@code out}, now or later. Returns whether it may be so much later that the
   * connection must not be taken for an idle one.
   */
  boolean answer(Channel channel, HttpRequest head, Consumer<Reply> out) {
    Optional<Route> found = Route.of(head.uri());
    if (found.isEmpty()) {
      count(Path.OTHER, 404);
      out.accept(new Reply(NOT_FOUND, false, false));
      return false;
    }
    Route route = found.get();
    String method = head.method().name();
    if (!route.path().takes(method)) {
      String allow = "Allow: " + route.path().allow() + "\r\n";
      String body = "method not allowed (expected: " + route.path().allow() + ")\n";
      once(route.path(), Answer.text(405, body, allow), out);
      return false;
    }
    switch (route.path()) {
      case HEALTHZ -> {
        Answer answer = heard.getAsBoolean() ? HEALTHY : DEAF;
        count(Path.HEALTHZ, answer.status());
        out.accept(new Reply(answer, false, false));
        return false;
      }
      case STATE ->
          refresh.now(
              pod.apps(), () -> once(Path.STATE, Answer.json(200, state.bytes(pod.apps())), out));
      case METRICS -> {
        refresh.now(
            pod.apps(),
            () -> metrics.render(accept(head), page -> once(Path.METRICS, of(page), out)));
        return true;
      }
      case DRAIN -> {
        Consumer<Answer> last = a -> last(Path.DRAIN, a, out);
        door.drain(channel, route, authorization(head), who(channel, head), last);
        return true;
      }
      case UNDRAIN -> {
        Consumer<Answer> last = a -> last(Path.UNDRAIN, a, out);
        door.undrain(route, authorization(head), who(channel, head), last);
        return true;
      }
      default -> refresh.now(appsOf(route), () -> probe(route, head, out));
    }
    return false;
  }

  /** Answers what was asked before; now or later. */
  void again(Asked asked, Consumer<Reply> out) {
    refresh.now(appsOf(asked.route()), () -> plain(asked, out));
  }

  private List<App> appsOf(Route route) {
    App app = route.app().isEmpty() ? null : pod.app(route.app());
    return app == null ? pod.apps() : List.of(app);
  }

  private void probe(Route route, HttpRequest head, Consumer<Reply> out) {
    boolean json = accept(head).contains("application/json");
    Asked asked = new Asked(route, isKubelet(head));
    if (!json && !route.verbose()) {
      plain(asked, out);
      return;
    }
    Answer answer = json ? probes.json(route) : probes.verbose(route);
    if (answer == null) {
      once(route.path(), unknownApp(), out);
      return;
    }
    count(route.path(), answer.status());
    out.accept(new Reply(answer, true, false, told(asked, answer.status()), null));
  }

  private void plain(Asked asked, Consumer<Reply> out) {
    Route route = asked.route();
    Answer answer = probes.plain(route);
    if (answer == null) {
      once(route.path(), unknownApp(), out);
      return;
    }
    long[] cell = (answer.status() == 200 ? ok : notOk).get(route.path());
    if (cell != null) {
      cell[0]++;
    }
    out.accept(new Reply(answer, false, false, told(asked, answer.status()), asked));
  }

  /** What kubelet has learnt of readiness: a drain may be held until it has. */
  private @Nullable Runnable told(Asked asked, int status) {
    Route route = asked.route();
    if (route.path() != Path.READY || !asked.kubelet()) {
      return null;
    }
    return () -> holds.probed(pod.app(route.app()), status == 200);
  }

  private static boolean isKubelet(HttpRequest head) {
    String agent = head.headers().get(HttpHeaderNames.USER_AGENT);
    return agent != null && agent.startsWith(KUBELET);
  }

  void count(Path path, int status) {
    counters.answered(path.label(), status)[0]++;
  }

  /** The connection has ended, whatever it still waited for. */
  void left(Channel channel) {
    door.left(channel);
  }

  /** The peer sends no more, but still waits for an answer, or has gone. */
  void ended(Channel channel) {
    door.ended(channel);
  }

  /** Gives back the answers that are kept; the event loop has ended. */
  void close() {
    probes.forget();
  }

  private void once(Path path, Answer answer, Consumer<Reply> out) {
    count(path, answer.status());
    out.accept(new Reply(answer, true, false));
  }

  private void last(Path path, Answer answer, Consumer<Reply> out) {
    count(path, answer.status());
    out.accept(new Reply(answer, true, true));
  }

  private static Answer of(MetricsPage.Page page) {
    return page.body().length == 0
        ? Answer.text(503, "too many scrapes at a time, or the page cannot be rendered\n")
        : Answer.of(200, page.type(), "", page.body());
  }

  private Answer unknownApp() {
    String known = App.names(pod.apps(), ", ");
    return Answer.text(404, "no such app (expected: " + known + ")\n");
  }

  private static String accept(HttpRequest head) {
    String accept = head.headers().get(HttpHeaderNames.ACCEPT);
    return accept == null ? "" : accept;
  }

  private static @Nullable String authorization(HttpRequest head) {
    return head.headers().get(HttpHeaderNames.AUTHORIZATION);
  }

  /** Address and user agent, for the log of the control verbs. */
  private static String who(Channel channel, HttpRequest head) {
    String agent = head.headers().get(HttpHeaderNames.USER_AGENT);
    return channel.remoteAddress() + " " + Grammar.shown(agent == null ? "" : agent, 80);
  }
}
