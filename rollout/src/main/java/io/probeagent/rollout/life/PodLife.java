package io.probeagent.rollout.life;

import io.probeagent.rollout.process.AgentProcess;
import io.probeagent.rollout.process.AppProcess;
import io.probeagent.rollout.process.Await;
import io.probeagent.rollout.process.Child;
import io.probeagent.rollout.process.LifeBroken;
import io.probeagent.rollout.process.Prober;
import io.probeagent.rollout.process.Verdicts;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The life of one pod, from its first container's start to its last one's end.
 *
 * <pre>
 *   agent starts                        503 503 503   nobody has spoken
 *   app starts, warms up                503 200 503
 *   app is ready                        200 200 200
 *   agent is killed, comes back          -   -   -    then as before
 *   app gets SIGTERM, drains            200 200 503   still serves, finishes the long request
 *   app has ended                       503 503 503
 *   agent gets SIGTERM, ends             -   -   -
 * </pre>
 */
final class PodLife {
  /** Far more often than kubelet, whose seconds would miss most of what happens here. */
  private static final Duration WATCH_PAUSE = Duration.ofMillis(25);

  /** How long a JVM may take to start; what it does then should take no time. */
  private static final Duration START = Duration.ofMinutes(1);

  /** Both are watched for what is true meanwhile only: longer than a machine is busy elsewhere. */
  private static final Duration WARM_UP = Duration.ofSeconds(3);

  /** How much longer than the drain delay the long request takes. */
  private static final Duration LONGER = Duration.ofSeconds(3);

  private final Pod pod;
  private final Duration drainDelay;
  private final Timeline timeline;
  private final Checks checks;
  private final Duration limit;
  private volatile @Nullable LongRequest request;

  PodLife(Pod pod, Options options, Timeline timeline, Checks checks) {
    this.pod = pod;
    this.drainDelay = options.drainDelay();
    this.limit = options.limit();
    this.timeline = timeline;
    this.checks = checks;
  }

  /** Lives it; what was wrong is in the checks afterwards. */
  void run() throws InterruptedException {
    timeline.header();
    try {
      live();
    } catch (LifeBroken e) {
      checks.check(false, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      checks.check(false, "unexpected: " + e);
    }
  }

  private void live() throws IOException, InterruptedException, LifeBroken {
    AgentProcess agent = pod.startAgent(START);
    Prober prober = agent.prober();
    try (Watcher watcher = Watcher.of(prober, WATCH_PAUSE)) {
      Moments moments = new Moments();
      reach("agent serves, no app has spoken yet", Verdicts.DOWN, prober);
      AppProcess app = pod.startApp(WARM_UP, START, line -> relay(line, prober));
      reach("app listens, and warms up", Verdicts.STARTING, prober);
      reach("app is ready", Verdicts.READY, prober);
      moments.ready = System.nanoTime();

      agent = restart(agent, app, moments);
      drain(app, prober, moments);
      reach("app has ended, the agent is still there", Verdicts.DOWN, prober);
      moments.gone = System.nanoTime();
      checks.check(Files.notExists(pod.folder().resolve("live")), "the probe file is still there");

      watcher.awaitRound(limit);
      moments.end = System.nanoTime();
      end(agent);
      new Judgement(watcher.samples(), moments, timeline, checks).pass();
    }
  }

  private AgentProcess restart(AgentProcess agent, AppProcess app, Moments moments)
      throws IOException, InterruptedException, LifeBroken {
    moments.killed = System.nanoTime();
    agent.child().kill();
    reach("agent is killed (SIGKILL)", Verdicts.NONE, agent.prober());
    AgentProcess next = pod.startAgent(START);
    moments.back = System.nanoTime();
    reach("agent is back, and knows what it knew", Verdicts.READY, next.prober());
    String lease = Await.answer(limit, next::lease, "held"::equals);
    checks.check(lease.equals("held"), "the app's lease is " + lease + " (expected: held)");
    checks.check(app.child().isAlive(), "the app ended together with the agent");
    row("app has found it again, holds its lease", next.prober());
    return next;
  }

  private void drain(AppProcess app, Prober prober, Moments moments)
      throws IOException, InterruptedException, LifeBroken {
    Duration work = drainDelay.plus(LONGER);
    LongRequest sent = LongRequest.send(app.address(), work, work.plus(limit));
    request = sent;
    moments.told = System.nanoTime();
    app.child().terminate();
    reach("app gets SIGTERM while a request is in flight", Verdicts.UNREADY, prober);

    // The app's count begins a moment later than ours; it rounds to milliseconds.
    long end = moments.told + drainDelay.minusMillis(50).toNanos();
    Visitors visitors = Visitors.until(end, app.address());
    int all = visitors.served() + visitors.turnedAway().size();
    checks.check(visitors.served() > 0, "no new request was served during the drain delay");
    checks.check(
        visitors.turnedAway().isEmpty(),
        "of %d new requests during the drain delay, some were not served: %s"
            .formatted(all, visitors.turnedAway()));
    row("new requests meanwhile: %d of %d served".formatted(visitors.served(), all), prober);

    boolean answered = sent.awaitAnswer(work.plus(limit));
    moments.answered = sent.ended();
    checks.check(answered, "the request in flight was not answered with 200, but: " + sent);
    exits("app", app.child(), limit);
  }

  private void end(AgentProcess agent) throws InterruptedException, LifeBroken {
    long told = System.nanoTime();
    agent.child().terminate();
    exits("agent", agent.child(), limit);
    Duration took = Duration.ofNanos(System.nanoTime() - told);
    timeline.row("agent gets SIGTERM, ends after " + took.toMillis() + " ms", Verdicts.NONE, "");
  }

  private void exits(String who, Child child, Duration most)
      throws InterruptedException, LifeBroken {
    OptionalInt code = child.awaitExit(most);
    if (code.isEmpty()) {
      throw new LifeBroken("the " + who + " still runs after " + most.toSeconds() + " s");
    }
    checks.check(
        code.getAsInt() == 0, "the " + who + " exits with " + code.getAsInt() + " (expected: 0)");
  }

  /** Waits until the agent answers so; a pod that does not get there has no further life. */
  private void reach(String event, Verdicts expected, Prober prober)
      throws InterruptedException, LifeBroken {
    Verdicts actual = Await.answer(limit, prober::verdicts, expected::equals);
    timeline.row(event, actual, fate());
    String problem = "%s: startup/live/ready are %s (expected: %s)";
    if (!actual.equals(expected)) {
      throw new LifeBroken(problem.formatted(event, actual, expected));
    }
    checks.check(true, "");
  }

  private void row(String event, Prober prober) {
    timeline.row(event, prober.verdicts(), fate());
  }

  /** The app tells how it drains. */
  private void relay(String line, Prober prober) {
    if (line.startsWith("drain ")) {
      row("  app: " + line.replaceFirst(" t=.*", ""), prober);
    }
  }

  /** What has become of the long request. */
  private String fate() {
    LongRequest sent = request;
    return sent == null ? "" : sent.toString();
  }
}
