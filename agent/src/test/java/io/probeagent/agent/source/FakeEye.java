package io.probeagent.agent.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.probeagent.agent.fake.FakeTicker;
import io.probeagent.agent.lifecycle.ProbeFile;
import io.probeagent.agent.lifecycle.Signal;
import io.probeagent.agent.source.FileGlance.Presence;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A probe file that is what the test says it is, and a source that looks at it. */
final class FakeEye {
  private static final byte[] NOTHING = {};

  final FakeTicker ticker = new FakeTicker();
  final List<String> errors = new ArrayList<>();
  private final ProbeFileSource source;
  private FileGlance sight = absent();

  FakeEye(@Nullable ProbeFile known) {
    source =
        new ProbeFileSource(
            Path.of("/run/probe/live"),
            "web",
            known,
            ticker,
            path -> sight,
            (app, where, kind, detail) ->
                errors.add(app + " " + where + " " + kind + ": " + detail));
  }

  /** The file is written now. */
  void write(long inode, String content) {
    see(inode, wall(), wall(), content, "");
  }

  /** The file's mtime is set, which moves its ctime too. */
  void touch() {
    sight =
        new FileGlance(
            Presence.THERE, sight.inode(), wall(), wall(), sight.content(), sight.problem());
  }

  /** The file was written long ago. */
  void old(long inode, String content, Duration age) {
    see(inode, wall() - age.toNanos(), wall() - age.toNanos(), content, "");
  }

  void see(long inode, long changed, long modified, String content, String problem) {
    sight =
        new FileGlance(Presence.THERE, inode, changed, modified, content.getBytes(UTF_8), problem);
  }

  /** From now on it cannot be read, but is as it was. */
  void blind() {
    sight =
        new FileGlance(
            Presence.THERE,
            sight.inode(),
            sight.changed(),
            sight.modified(),
            NOTHING,
            "cannot be read: EACCES");
  }

  FileGlance sight() {
    return sight;
  }

  void see(FileGlance glance) {
    sight = glance;
  }

  void remove() {
    sight = absent();
  }

  void removeFolder() {
    sight = new FileGlance(Presence.UNSEEN, 0, 0, 0, NOTHING, "no folder /run/probe");
  }

  AppFiles.Look look() {
    return source.look(false);
  }

  /** A look after an event of a creation. */
  AppFiles.Look lookCreated() {
    return source.look(true);
  }

  /** The file of the one signal that a look brings. */
  ProbeFile seen() {
    return seen(look()).file();
  }

  static Signal.FileSeen seen(AppFiles.Look look) {
    if (look.signals().size() == 1 && look.signals().get(0) instanceof Signal.FileSeen seen) {
      return seen;
    }
    throw new AssertionError(look);
  }

  long wall() {
    Instant wall = ticker.wall();
    return wall.getEpochSecond() * 1_000_000_000L + wall.getNano();
  }

  private static FileGlance absent() {
    return new FileGlance(Presence.ABSENT, 0, 0, 0, NOTHING, "");
  }
}
