package io.probeagent.agent.source;

import io.probeagent.agent.source.FileGlance.Presence;
import io.probeagent.agent.time.Ticker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A file of which only presence and mtime count: which one it is, and when it was last touched. */
final class Touched {
  /** How far events may come behind a look that has seen already what they tell of. */
  private static final long EVENT_LAG = Duration.ofSeconds(1).toNanos();

  private final Path path;
  private final Ticker ticker;
  private final Function<Path, FileGlance> eye;
  private FileGlance sight = FileGlance.NONE;
  private @Nullable FileGlance taken;
  private boolean another;
  private long beat;
  private boolean eventOwed;
  private long appeared;
  private String problem = "";

  Touched(Path path, Ticker ticker, Function<Path, FileGlance> eye) {
    this.path = path;
    this.ticker = ticker;
    this.eye = eye;
  }

  /** Looks at it; what is seen counts once it is taken. */
  Presence look() {
    sight = eye.apply(path);
    return sight.presence();
  }

  /** What is wrong with it, if that is news; else empty. */
  String newProblem() {
    boolean news = !sight.problem().equals(problem);
    problem = sight.problem();
    return news && !problem.isEmpty() ? path + ": " + problem : "";
  }

  /**
   * Takes in what was seen last. Of a file that is gone the last beat stays.
   *
   * @param created whether an event told of its creation since the last look
   * @param removed whether an event told of its removal since then
   */
  void take(boolean created, boolean removed) {
    FileGlance before = taken;
    FileGlance now = sight;
    another = false;
    if (now.presence() != Presence.THERE) {
      taken = null;
      eventOwed = false;
      return;
    }
    if (before == null) {
      beat = ticker.nanos() - Math.max(0, wallNanos() - now.modified());
    } else if (before.modified() != now.modified()) {
      beat = ticker.nanos(); // wherever a clock that jumped has moved it to
    }
    another =
        before == null
            || before.inode() != now.inode()
            || ((created || removed) && isCreatedAgain(created, before));
    if (another) {
      eventOwed = !created;
      appeared = ticker.nanos();
    } else if (created) {
      eventOwed = false;
    }
    taken = now;
  }

  /**
   * A file system may give the inode of a removed file to the next one: then the events of its
   * removal and its creation tell, unless they only come behind a look that has seen it already.
   */
  private boolean isCreatedAgain(boolean created, FileGlance before) {
    boolean late = eventOwed && ticker.nanos() - appeared < EVENT_LAG;
    return !late && (created || before.changed() != sight.changed());
  }

  /** A new run begins, of which it is: events of its own creation may be still to come. */
  void join() {
    if (!another) {
      eventOwed = true;
      appeared = ticker.nanos();
    }
  }

  boolean isThere() {
    return taken != null;
  }

  /** Whether it was taken in for the first time, or another one in its place. */
  boolean isAnother() {
    return another;
  }

  /** 0 if it is not there. */
  long inode() {
    FileGlance there = taken;
    return there == null ? 0 : there.inode();
  }

  /** Its mtime; 0 if it is not there. */
  long modified() {
    FileGlance there = taken;
    return there == null ? 0 : there.modified();
  }

  /** How long ago it was touched, in ns: by the wall clock at first sight, by our own from then. */
  long age() {
    return ticker.nanos() - beat;
  }

  private long wallNanos() {
    Instant wall = ticker.wall();
    return wall.getEpochSecond() * 1_000_000_000L + wall.getNano();
  }
}
