package io.probeagent.agent.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.config.Config;
import io.probeagent.agent.fake.Configs;
import io.probeagent.agent.fake.FakeTicker;
import io.probeagent.agent.lifecycle.AppState;
import io.probeagent.agent.lifecycle.Lifecycle;
import io.probeagent.agent.lifecycle.ProbeFile;
import io.probeagent.agent.lifecycle.Signal;
import io.probeagent.agent.lifecycle.Verdicts;
import io.probeagent.agent.source.FileGlance.Presence;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files of a server, what the agent makes of them, and a clock for both. */
final class LibertyServer {
  private static final byte[] NOTHING = {};

  final FakeTicker ticker = new FakeTicker();
  final List<String> errors = new ArrayList<>();
  private final Map<String, FileGlance> files = new HashMap<>();
  private Stir stir = new Stir();
  private final Lifecycle lifecycle;
  private LibertyFiles source;
  private AppState state = AppState.unknown(ticker.nanos());
  private long inode = 0x10;
  private boolean folderGone;

  /** A server whose agent has these settings besides. */
  LibertyServer(String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.add("PROBE_FILES=liberty");
    Config config = Configs.of(all.toArray(new String[0]));
    lifecycle = new Lifecycle(config.apps().get(0).policy());
    source = source(null);
  }

  private LibertyFiles source(@Nullable ProbeFile known) {
    return new LibertyFiles(
        Path.of("/run/probe/live"),
        "web",
        known,
        ticker,
        path -> folderGone ? unseen() : files.getOrDefault(name(path), FileGlance.NONE),
        (app, where, kind, detail) -> errors.add(app + " " + where + " " + kind + ": " + detail));
  }

  /** Creates them, in that order, each in an inode of its own. */
  void create(String... names) {
    for (String name : names) {
      create(name, ++inode);
    }
  }

  void create(String name, long inInode) {
    files.put(name, new FileGlance(Presence.THERE, inInode, wall(), wall(), NOTHING, ""));
    stir.created(name);
  }

  long inodeOf(String name) {
    return files.getOrDefault(name, FileGlance.NONE).inode();
  }

  /** Touches them, as its checks do that are UP. */
  void touch(String... names) {
    for (String name : names) {
      files.put(name, new FileGlance(Presence.THERE, inodeOf(name), wall(), wall(), NOTHING, ""));
    }
  }

  void remove(String... names) {
    for (String name : names) {
      if (files.remove(name) != null) {
        stir.removed(name);
      }
    }
  }

  void put(String name, FileGlance glance) {
    files.put(name, glance);
  }

  /** The folder goes, or is back. */
  void folderGone(boolean gone) {
    folderGone = gone;
  }

  /** The agent takes the events, looks until there is nothing to wait for, and takes it all in. */
  void look() {
    AppFiles.Look look = lookOnce();
    while (look.again() > 0) {
      ticker.advance(Duration.ofNanos(look.again()));
      look = lookOnce();
    }
  }

  /** One look only. */
  AppFiles.Look lookOnce() {
    AppFiles.Look look = source.look(stir);
    look.signals().forEach(this::take);
    return look;
  }

  /** An event that is told late, or once more. */
  void tellCreated(String name) {
    stir.created(name);
  }

  void tellRemoved(String name) {
    stir.removed(name);
  }

  /** No event tells of what was created. */
  void loseEvents() {
    stir = new Stir();
  }

  void take(Signal signal) {
    state = lifecycle.next(state, signal, ticker.nanos());
  }

  /** The agent dies and comes back. */
  void restartAgent() {
    source = source(state.file());
    stir = new Stir();
  }

  /** Startup, live and ready, as {@code yes yes no}. */
  String verdicts() {
    Verdicts verdicts = Verdicts.of(lifecycle, state, ticker.nanos());
    return word(verdicts.startup().ok())
        + " "
        + word(verdicts.live().ok())
        + " "
        + word(verdicts.ready().ok());
  }

  /** Why it is not ready. */
  String reason() {
    return Verdicts.of(lifecycle, state, ticker.nanos()).ready().reason();
  }

  /** How many instances there were. */
  long instances() {
    return state.instance() == null ? 0 : state.instance().number();
  }

  AppState state() {
    return state;
  }

  void expect(String verdicts) {
    assertThat(verdicts()).as("startup live ready").isEqualTo(verdicts);
  }

  long wall() {
    Instant wall = ticker.wall();
    return wall.getEpochSecond() * 1_000_000_000L + wall.getNano();
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  private static String word(boolean yes) {
    return yes ? "yes" : "no";
  }

  private static FileGlance unseen() {
    return new FileGlance(Presence.UNSEEN, 0, 0, 0, NOTHING, "no folder /run/probe");
  }
}
