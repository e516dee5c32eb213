package io.probeagent.rollout.daemon;

import io.probeagent.rollout.process.AgentProcess;
import io.probeagent.rollout.process.Await;
import io.probeagent.rollout.process.HttpCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes a daemon through steps. All that it says goes to two apps of one agent: {@code told} is
 * judged by that alone, for {@code seen} the kernel is asked besides.
 */
final class Life {
  static final String TOLD = "told";
  static final String SEEN = "seen";

  /** How long something may take that the page says will happen. */
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final Pattern NOTIFIED =
      Pattern.compile("probe_agent_notify_messages_total\\{app=\"seen\"} ([0-9]+)");
  private static final Pattern TRANSITIONS =
      Pattern.compile("probe_agent_transitions_total\\{app=\"([a-z]+)\".*} ([0-9]+)");

  private final Daemon daemon;
  private final Bench bench;
  private final Tap tap;
  private final AgentProcess agent;
  private @Nullable Run run;
  private int heard;

  private Life(Daemon daemon, Bench bench, Tap tap, AgentProcess agent) {
    this.daemon = daemon;
    this.bench = bench;
    this.tap = tap;
    this.agent = agent;
  }

  static Life of(Daemon daemon, Bench bench, boolean speaks) throws Exception {
    daemon.prepare(bench.home(), bench.port());
    Path told = Files.createDirectory(bench.dir().resolve(TOLD));
    Path seen = Files.createDirectory(bench.dir().resolve(SEEN));
    AgentProcess agent =
        bench.agent(
            "--apps=" + TOLD + "," + SEEN,
            "--poll=250ms",
            "--seen-app-ports=" + bench.port(),
            "--seen-ready-by=" + (speaks ? "word" : "auto"));
    List<Path> sockets = List.of(told.resolve("notify.sock"), seen.resolve("notify.sock"));
    for (Path socket : sockets) {
      Bench.awaitFile(socket);
    }
    Tap tap = bench.keep(Tap.at(bench.dir().resolve("tap.sock"), sockets));
    return new Life(daemon, bench, tap, agent);
  }

  /** Does what the step of a row says; returns the row that tells of what came of it. */
  Row play(Row row) throws Exception {
    Sight toldBefore = Sight.of(agent, TOLD);
    Sight seenBefore = Sight.of(agent, SEEN);
    long toldMoves = transitions(TOLD);
    long seenMoves = transitions(SEEN);
    act(row);
    List<String> said = Await.answer(LIMIT, this::unheard, row::tellsOf);
    heard += said.size();
    int all = heard;
    if (!Await.answer(LIMIT, () -> tap.passedOn() >= all && notified() >= all, done -> done)) {
      throw new IOException(
          "the agent has heard " + notified() + " messages (expected: " + all + ")");
    }
    return new Row(
        row.step(),
        row.tellsOf(said) ? row.said() : Row.cell(said),
        sight(TOLD, row.told(), toldBefore, toldMoves),
        sight(SEEN, row.seen(), seenBefore, seenMoves));
  }

  /** Of one look: the daemon may say more at any moment. */
  private List<String> unheard() {
    List<String> all = tap.said();
    return all.subList(heard, all.size());
  }

  /** What has become of an app; where it is as before, it has been so all the while. */
  private String sight(String app, String expected, Sight before, long moves)
      throws InterruptedException {
    Sight now = Await.answer(LIMIT, () -> Sight.of(agent, app), s -> s.toString().equals(expected));
    boolean moved = now.equals(before) && transitions(app) != moves;
    return moved ? now + ", after having been something else" : now.toString();
  }

  private void act(Row row) throws Exception {
    if (row.step().startsWith("drained")) {
      for (String app : List.of(TOLD, SEEN)) {
        Bench.say(bench.dir().resolve(app).resolve("signal.sock"), "DRAIN");
      }
    }
    if (row.step().startsWith("start")) {
      daemon.write(bench.home(), bench.port());
      run = bench.run(daemon, bench.dir().resolve("tap.sock"));
    } else if (row.step().equals("kill -9 of one worker")) {
      running().killChild();
    } else if (row.step().equals("kill -9")) {
      running().kill();
    } else if (row.step().startsWith("reload")) {
      if (row.step().contains("broken")) {
        Files.writeString(
            daemon.file(bench.home()), "no such setting\n", StandardOpenOption.APPEND);
      }
      running().reload(row.signal());
    } else if (row.step().contains("stop")) {
      running().stop(row.signal());
    } else {
      throw new IllegalArgumentException("'" + row.step() + "' is no step");
    }
  }

  private Run running() {
    if (run == null || !run.isAlive()) {
      throw new IllegalStateException(daemon + " does not run");
    }
    return run;
  }

  private long notified() {
    Matcher count = NOTIFIED.matcher(metrics());
    return count.find() ? Long.parseLong(count.group(1)) : 0;
  }

  private long transitions(String app) {
    return TRANSITIONS
        .matcher(metrics())
        .results()
        .filter(result -> result.group(1).equals(app))
        .mapToLong(result -> Long.parseLong(result.group(2)))
        .sum();
  }

  private String metrics() {
    try (HttpCall call = HttpCall.to(agent.address(), LIMIT)) {
      call.send("GET", "/metrics", "test");
      return call.answer().body();
    } catch (IOException e) {
      return "";
    }
  }
}
