package io.probeagent.agent.source;

import io.probeagent.agent.pod.App;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** One app's folder: which one it is, and whether one of its files stirred. */
final class Watched {
  private final App app;
  private final AppFiles files;
  private final SourceErrors errors;
  private @Nullable WatchKey key;
  private @Nullable Object folder;
  private String problem = "";
  private final Stir stir = new Stir();
  private boolean stirred = true;

  Watched(App app, AppFiles files, SourceErrors errors) {
    this.app = app;
    this.files = files;
    this.errors = errors;
  }

  App app() {
    return app;
  }

  /** Whether no event can come, so that only looking helps. */
  boolean isUnwatched() {
    return key == null;
  }

  boolean isStirred() {
    return stirred;
  }

  AppFiles.Look look() {
    if (!stirred && !isUnwatched() && files.isStill()) {
      return AppFiles.Look.NOTHING;
    }
    AppFiles.Look look = files.look(stir);
    stirred = look.again() >= 0;
    return look;
  }

  /** Takes the events of a key, if it is this folder's. */
  void take(WatchKey signalled) {
    if (!signalled.equals(key)) {
      return;
    }
    for (WatchEvent<?> event : signalled.pollEvents()) {
      boolean overflow = event.kind() == StandardWatchEventKinds.OVERFLOW;
      if (overflow) {
        errors.error(app.name(), "file", "overflow", "file events were lost");
      }
      String name = String.valueOf(event.context());
      boolean ours = overflow || files.has(name);
      stirred |= ours;
      if (ours && event.kind() == StandardWatchEventKinds.ENTRY_CREATE) {
        stir.created(name);
      } else if (ours && event.kind() == StandardWatchEventKinds.ENTRY_DELETE) {
        stir.removed(name);
      }
    }
    if (!signalled.reset()) {
      key = null;
      stirred = true;
    }
  }

  /** Watches the folder that is at the path now; false if there is none. */
  boolean find(@Nullable WatchService service) {
    Path dir = app.config().dir();
    Object found = identity(dir);
    if (found == null) {
      return false;
    }
    WatchKey old = key;
    boolean another = !found.equals(folder);
    if (another && old != null) {
      old.cancel();
    }
    if (service != null && (another || old == null)) {
      key = register(dir, service);
    }
    folder = found;
    return true;
  }

  private @Nullable WatchKey register(Path dir, WatchService service) {
    try {
      return dir.register(
          service,
          StandardWatchEventKinds.ENTRY_CREATE,
          StandardWatchEventKinds.ENTRY_DELETE,
          StandardWatchEventKinds.ENTRY_MODIFY);
    } catch (IOException e) {
      String now = "no file events, polling only: " + e;
      if (!now.equals(problem)) {
        problem = now;
        errors.error(app.name(), "file", "watch", now);
      }
      return null;
    }
  }

  private static @Nullable Object identity(Path dir) {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(dir, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return attributes.isDirectory() ? attributes.fileKey() : null;
    } catch (IOException | SecurityException e) {
      return null;
    }
  }
}
