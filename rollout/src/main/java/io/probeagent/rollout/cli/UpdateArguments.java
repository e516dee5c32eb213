package io.probeagent.rollout.cli;

import io.probeagent.rollout.record.ClientKind;
import io.probeagent.rollout.update.Via;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What can be said about a rolling update. */
final class UpdateArguments {
  @Mixin final Jars jars = new Jars();

  @Option(
      names = "--updates",
      paramLabel = "N",
      description = "rolling updates, one after the other, 1 to 10000; default: 1")
  int updates = 1;

  @Option(names = "--replicas", paramLabel = "N", description = "pods, 1 to 50; default: 3")
  int replicas = 3;

  @Option(
      names = "--max-surge",
      paramLabel = "N",
      description = "as in a Deployment, 0 to 50; default: 1")
  int maxSurge = 1;

  @Option(
      names = "--max-unavailable",
      paramLabel = "N",
      description = "as in a Deployment, 0 to 50; default: 0")
  int maxUnavailable;

  @Option(
      names = "--min-ready",
      paramLabel = "TIME",
      description = "minReadySeconds of the Deployment, 0s to 10m; default: 0s")
  Duration minReady = Duration.ZERO;

  @Option(
      names = "--progress-deadline",
      paramLabel = "TIME",
      description =
          "progressDeadlineSeconds of the Deployment: stuck if nothing happens for so long, 1s to"
              + " 10m; default: 1m")
  Duration progressDeadline = Duration.ofMinutes(1);

  @Option(
      names = "--grace-period",
      paramLabel = "TIME",
      description = "terminationGracePeriodSeconds of the pods, 1s to 10m; default: 30s")
  Duration gracePeriod = Duration.ofSeconds(30);

  @Option(
      names = "--drain-delay",
      paramLabel = "TIME",
      description = "the agent's propagation delay, 0s to 5m; default: 2s")
  Duration drainDelay = Duration.ofSeconds(2);

  @Option(
      names = "--lag",
      paramLabel = "TIME[-TIME]",
      description =
          "how long a change takes until clients see it, or from which span each update gets one;"
              + " default: half of the drain delay")
  String lag = "";

  @Option(
      names = "--probe-period",
      paramLabel = "TIME",
      description = "of startup and readiness probes, 50ms to 1m; default: 1s")
  Duration probePeriod = Duration.ofSeconds(1);

  @Option(
      names = "--pre-stop",
      paramLabel = "PATH",
      description = "a preStop hook that GETs this path of the agent, with its token")
  @Nullable String preStop;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description =
          "how the sample app stops: full (default), delay-then-close, close-first (what most"
              + " frameworks do), abrupt")
  String mode = "full";

  @Option(
      names = "--no-agent",
      description = "pods without an agent: the probes ask the app itself, as in most pods")
  boolean noAgent;

  @Option(
      names = "--via",
      paramLabel = "PROXY",
      description = "kube-proxy (default) or haproxy, a real one from the PATH")
  Via via = Via.KUBE_PROXY;

  @Option(
      names = "--clients",
      paramLabel = "N|KIND=N,...",
      description =
          "how many, of all kinds alike, or by kind: new-connection, keep-alive, busy, pipeline,"
              + " upload, stream, sse, jdk, http2; default: 54")
  String clients = "54";

  @Option(
      names = "--max-work",
      paramLabel = "TIME",
      description = "the longest time that a request takes, 0s to 1m; default: 500ms")
  Duration maxWork = Duration.ofMillis(500);

  @Option(
      names = "--warm-up",
      paramLabel = "TIME",
      description = "load before anything is measured, 0s to 10m; default: 5s")
  Duration warmUp = Duration.ofSeconds(5);

  @Option(
      names = "--baseline",
      paramLabel = "TIME",
      description =
          "load before the first update, to compare its latency with, 0s to 10m; default: 5s")
  Duration baseline = Duration.ofSeconds(5);

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "of all that is random about the load and the lag; default: 1")
  long seed = 1;

  @Option(
      names = "--app",
      paramLabel = "COMMAND",
      description =
          "somebody else's app in place of the sample, run by sh; it listens on the port in $PORT,"
              + " or wherever the command says {port}, on 127.0.0.1 or on all addresses")
  @Nullable String app;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description =
          "the first port that pods get, since all of them share this machine; the next pod gets"
              + " the next one; default: free ones from 20000 on")
  int port;

  @Option(
      names = "--request",
      paramLabel = "METHOD PATH",
      description =
          "what clients ask somebody else's app for; {ms} stands for the time that the request is"
              + " to take; default: GET /")
  String request = "GET /";

  @Option(
      names = "--ready-path",
      paramLabel = "PATH",
      description = "what the probes ask the app for if there is no agent; default: /")
  String readyPath = "/";

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "gets report.html and report.json; default: rollout-report")
  Path report = Path.of("rollout-report");

  /** How many clients of each kind. */
  Map<ClientKind, Integer> clients(Set<ClientKind> kinds) throws UsageException {
    Map<ClientKind, Integer> counts = counts(kinds);
    // Of a run without a client nobody learns anything, and no request fails.
    if (counts.values().stream().allMatch(count -> count == 0)) {
      throw new UsageException("--clients is '" + clients + "' (expected: at least one)");
    }
    return counts;
  }

  private Map<ClientKind, Integer> counts(Set<ClientKind> kinds) throws UsageException {
    Map<ClientKind, Integer> counts = new EnumMap<>(ClientKind.class);
    if (clients.matches("[0-9]{1,4}")) {
      int all = Integer.parseInt(clients);
      int index = 0;
      for (ClientKind kind : kinds) {
        counts.put(kind, all / kinds.size() + (index++ < all % kinds.size() ? 1 : 0));
      }
      return counts;
    }
    for (String part : clients.split(",", -1)) {
      String[] pair = part.split("=", -1);
      if (pair.length != 2 || !pair[1].matches("[0-9]{1,4}")) {
        throw new UsageException("--clients has '" + part + "' (expected: 50, or busy=10,jdk=5)");
      }
      if (counts.put(kind(pair[0]), Integer.parseInt(pair[1])) != null) {
        throw new UsageException("--clients has '" + pair[0] + "' twice (expected: once)");
      }
    }
    return counts;
  }

  private static ClientKind kind(String label) throws UsageException {
    try {
      return ClientKind.valueOf(label.replace('-', '_').toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "--clients has '"
              + label
              + "' (expected: new-connection, keep-alive, busy, pipeline,"
              + " upload, stream, sse, jdk or http2)");
    }
  }
}
