package io.probeagent.agent.source;

import io.probeagent.agent.lifecycle.ProbeFile;
import io.probeagent.agent.lifecycle.Signal;
import io.probeagent.agent.source.FileGlance.Presence;
import io.probeagent.agent.time.Ticker;
import io.probeagent.agent.wire.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns looks at one app's probe file into signals. Belongs to the thread that looks.
 *
 * <p>A writer that truncates and writes is seen half-way by chance. What may be half-way (no
 * content, or no line break at its end) counts only once it has stayed the same for a moment: a
 * short one where a file appears, since an empty one is the common case, a longer one where content
 * is rewritten. A rename counts at once, and is what content should be written with.
 */
final class ProbeFileSource implements AppFiles {
  private static final long SETTLE_NEW = Duration.ofMillis(1).toNanos();
  private static final long SETTLE_REWRITE = Duration.ofMillis(200).toNanos();

  private final Path path;
  private final String name;
  private final String app;
  private final Ticker ticker;
  private final Function<Path, FileGlance> eye;
  private final SourceErrors errors;
  private final Stillness stillness;

  private @Nullable FileGlance taken;
  private @Nullable FileGlance pending;
  private long pendingSince;
  private String id;
  private boolean adopting;
  private long serial;
  private boolean folderWasGone;
  private String lastProblem = "";

  /**
   * @param known the file as it was before the agent's own restart, null if there was none
   */
  ProbeFileSource(
      Path path,
      String app,
      @Nullable ProbeFile known,
      Ticker ticker,
      Function<Path, FileGlance> eye,
      SourceErrors errors) {
    this.path = path;
    this.name = String.valueOf(path.getFileName());
    this.app = app;
    this.ticker = ticker;
    this.eye = eye;
    this.errors = errors;
    this.stillness = new Stillness(path, ticker);
    this.id = known == null ? "" : known.id();
    this.adopting = known != null;
  }

  @Override
  public boolean has(String name) {
    return name.equals(this.name);
  }

  @Override
  public boolean isStill() {
    return stillness.isStill();
  }

  @Override
  public Look look(Stir stir) {
    stillness.looking();
    // What was removed and is there was created, even if the event of that is only to come.
    Look look = look(stir.wasCreated(name) || stir.wasRemoved(name));
    if (look.again() < 0) {
      stir.clear();
    }
    stillness.looked(look.again() < 0 && lastProblem.isEmpty());
    return look;
  }

  /**
   * Looks.
   *
   * @param created whether an event told that a file was created since the last look
   */
  Look look(boolean created) {
    FileGlance now = eye.apply(path);
    FileGlance before = taken;
    report(now.problem());
    if (now.isUnread() && before != null && before.inode() == now.inode()) {
      now = now.withContentOf(before); // what cannot be read says what it said
    }
    if (now.presence() == Presence.UNSEEN) {
      folderWasGone = true;
      return Look.NOTHING;
    }
    if (now.presence() == Presence.ABSENT) {
      return absent();
    }
    long wait = settle(now, created);
    if (wait > 0) {
      return new Look(List.of(), wait);
    }
    return there(now, created);
  }

  private Look absent() {
    boolean withFolder = folderWasGone;
    folderWasGone = false;
    boolean was = taken != null || adopting;
    taken = null;
    pending = null;
    adopting = false;
    id = "";
    return was ? Look.of(new Signal.FileGone(withFolder)) : Look.NOTHING;
  }

  /** How long to wait, in ns, before what was seen can be taken for whole. */
  private long settle(FileGlance now, boolean created) {
    FileGlance before = taken;
    if (!now.isUnfinished() || (before != null && now.sameAs(before))) {
      pending = null;
      return 0;
    }
    if (before != null && !created && before.inode() == now.inode() && touched(before, now)) {
      return 0;
    }
    boolean appeared = before == null || before.inode() != now.inode();
    long needed = appeared && now.content().length == 0 ? SETTLE_NEW : SETTLE_REWRITE;
    if (wallNanos() - now.changed() >= needed) {
      pending = null;
      return 0;
    }
    FileGlance last = pending;
    long at = ticker.nanos();
    if (last == null || !now.sameAs(last)) {
      pending = now;
      pendingSince = at;
    }
    return Math.max(0, needed - (at - pendingSince));
  }

  /** The same content under a new mtime is a beat, whole or not. */
  private static boolean touched(FileGlance before, FileGlance now) {
    return java.util.Arrays.equals(before.content(), now.content());
  }

  private Look there(FileGlance now, boolean created) {
    FileGlance before = taken;
    pending = null;
    folderWasGone = false;
    if (before != null && now.sameAs(before)) {
      return Look.NOTHING;
    }
    Message message = Message.parse(now.content());
    for (String why : message.malformed()) {
      errors.error(app, "file", "malformed", why);
    }
    boolean named = !message.instance().isEmpty();
    if (named) {
      id = message.instance();
    } else if (isAnother(before, now, created)) {
      id = idPrefix(now.inode()) + ++serial;
    }
    taken = now;
    adopting = false;
    ProbeFile file = new ProbeFile(id, named, message.words(), now.modified());
    return Look.of(new Signal.FileSeen(file, age(before, now)));
  }

  /**
   * Whether it is another file than the one before. A file system may give the inode of a removed
   * file to the next one; then the event of its creation tells, if its ctime moved too: the event
   * of a creation that was seen already must not count twice.
   */
  private boolean isAnother(@Nullable FileGlance before, FileGlance now, boolean created) {
    String inode = idPrefix(now.inode());
    if (before == null) {
      boolean known = adopting && id.startsWith(inode);
      if (known) {
        serial = serial(id, inode);
      }
      return !known;
    }
    return !id.startsWith(inode) || (created && before.changed() != now.changed());
  }

  /** What the ids of all files that have had an inode begin with. */
  static String idPrefix(long inode) {
    return "file-" + Long.toHexString(inode) + "-";
  }

  /** What stands behind the prefix in an id; 0 if that is no number. */
  static long serial(String id, String prefix) {
    String digits = id.substring(prefix.length());
    return digits.matches("[0-9]{1,9}") ? Long.parseLong(digits) : 0;
  }

  /**
   * A moved mtime is a beat now; only of a file that is seen for the first time is the age read.
   */
  private long age(@Nullable FileGlance before, FileGlance now) {
    if (before != null && before.modified() != now.modified()) {
      return 0;
    }
    return Math.max(0, wallNanos() - now.modified());
  }

  private long wallNanos() {
    Instant wall = ticker.wall();
    return wall.getEpochSecond() * 1_000_000_000L + wall.getNano();
  }

  private void report(String problem) {
    if (!problem.equals(lastProblem)) {
      lastProblem = problem;
      if (!problem.isEmpty()) {
        errors.error(app, "file", "unreadable", path + ": " + problem);
      }
    }
  }
}
