package io.probeagent.agent.source;

import io.probeagent.agent.lifecycle.ProbeFile;
import io.probeagent.agent.lifecycle.Signal;
import io.probeagent.agent.lifecycle.Word;
import io.probeagent.agent.source.FileGlance.Presence;
import io.probeagent.agent.time.Ticker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The file-based health checks of Open Liberty. What it does, by its sources:
 *
 * <pre>
 *   server starts        removes what a crash has left
 *   startup, liveness and readiness were UP once
 *                        creates started, live, ready, in this order, all of them empty
 *   every checkInterval  touches live if liveness is UP, and ready if readiness is; removes nothing
 *   JVM exits            removes ready, live, started
 * </pre>
 *
 * <p>Its image's own script for a startup probe removes {@code started} once it has seen it. So an
 * app is there as long as {@code started} or {@code live} is, and has ended with both gone; it is
 * ready while {@code ready} is there. How old they are is judged by whoever is asked.
 */
final class LibertyFiles implements AppFiles {
  static final String STARTED = "started";
  static final String READY = "ready";

  /** How long {@code live} may come behind {@code started}, for one start to be seen as one. */
  private static final long SETTLE = Duration.ofMillis(200).toNanos();

  private static final List<Word> STARTED_NOT_READY =
      List.of(new Word.Ready(), new Word.NotReady());

  private final String app;
  private final String liveName;
  private final Ticker ticker;
  private final SourceErrors errors;
  private final Touched started;
  private final Touched live;
  private final Touched ready;

  private String id;
  private boolean adopting;
  private long serial;
  private boolean begun;
  private boolean another;
  private boolean startedKnown;
  private boolean liveKnown;
  private boolean waiting;
  private long waitingSince;
  private boolean folderWasGone;
  private @Nullable ProbeFile told;
  private long toldReady;

  /**
   * @param path of the file {@code live}; the others are beside it
   * @param known what was made of them before the agent's own restart, null if nothing
   */
  LibertyFiles(
      Path path,
      String app,
      @Nullable ProbeFile known,
      Ticker ticker,
      Function<Path, FileGlance> eye,
      SourceErrors errors) {
    this.app = app;
    this.liveName = String.valueOf(path.getFileName());
    this.ticker = ticker;
    this.errors = errors;
    this.id = known == null ? "" : known.id();
    this.adopting = known != null;
    started = new Touched(path.resolveSibling(STARTED), ticker, eye);
    live = new Touched(path, ticker, eye);
    ready = new Touched(path.resolveSibling(READY), ticker, eye);
  }

  @Override
  public boolean has(String name) {
    return name.equals(liveName) || name.equals(READY) || name.equals(STARTED);
  }

  @Override
  public Look look(Stir stir) {
    boolean unseen = false;
    for (Touched file : List.of(started, live, ready)) {
      unseen |= file.look() == Presence.UNSEEN;
      String problem = file.newProblem();
      if (!problem.isEmpty()) {
        errors.error(app, "file", "unreadable", problem);
      }
    }
    if (unseen) {
      folderWasGone = true;
      return Look.NOTHING;
    }
    started.take(stir.wasCreated(STARTED), stir.wasRemoved(STARTED));
    live.take(stir.wasCreated(liveName), stir.wasRemoved(liveName));
    ready.take(stir.wasCreated(READY), stir.wasRemoved(READY));
    stir.clear();
    return started.isThere() || live.isThere() ? there() : gone();
  }

  private Look gone() {
    boolean was = begun || adopting;
    Signal gone = new Signal.FileGone(folderWasGone);
    folderWasGone = false;
    begun = false;
    another = false;
    adopting = false;
    waiting = false;
    told = null;
    id = "";
    return was ? Look.of(gone) : Look.NOTHING;
  }

  private Look there() {
    another |= !begun || (liveKnown && live.isAnother()) || (startedKnown && started.isAnother());
    if (another) {
      long wait = live.isThere() ? 0 : settle();
      if (wait > 0) {
        return new Look(List.of(), wait);
      }
      begin();
    }
    folderWasGone = false;
    startedKnown |= started.isThere();
    liveKnown |= live.isThere();
    long stamp = live.isThere() ? live.modified() : started.modified();
    ProbeFile file =
        new ProbeFile(id, false, ready.isThere() ? List.of() : STARTED_NOT_READY, stamp);
    if (file.equals(told) && toldReady == ready.modified()) {
      return Look.NOTHING;
    }
    told = file;
    toldReady = ready.modified();
    // Once live is gone nobody touches it any more: it grows old from its last beat on.
    long beatAge = liveKnown ? live.age() : started.age();
    return Look.of(new Signal.FileSeen(file, beatAge, ready.isThere() ? ready.age() : beatAge));
  }

  /** How long to wait for {@code live}, in ns. */
  private long settle() {
    long now = ticker.nanos();
    if (!waiting) {
      waiting = true;
      waitingSince = now;
    }
    return SETTLE - (now - waitingSince);
  }

  private void begin() {
    if (!adopting || !(isNamedAfter(live) || isNamedAfter(started))) {
      id = ProbeFileSource.idPrefix((live.isThere() ? live : started).inode()) + ++serial;
    }
    adopting = false;
    begun = true;
    another = false;
    waiting = false;
    startedKnown = false;
    liveKnown = false;
    started.join();
    live.join();
  }

  /** Whether the id that is remembered was made of this file, which then is still the same. */
  private boolean isNamedAfter(Touched file) {
    String prefix = ProbeFileSource.idPrefix(file.inode());
    boolean named = file.isThere() && id.startsWith(prefix);
    if (named) {
      serial = ProbeFileSource.serial(id, prefix);
    }
    return named;
  }
}
