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

/** One app's folder: which one it is, and whether its probe file stirred. */
final class Watched {
  private final App app;
  private final ProbeFileSource source;
  private final SourceErrors errors;
  private final String fileName;
  private @Nullable WatchKey key;
  private @Nullable Object folder;
  private String problem = "";
  private boolean created;
  private boolean stirred = true;

  Watched(App app, ProbeFileSource source, SourceErrors errors) {
    this.app = app;
    this.source = source;
    this.errors = errors;
    this.fileName = String.valueOf(app.config().file().getFileName());
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

  ProbeFileSource.Look look() {
    ProbeFileSource.Look look = source.look(created);
    stirred = look.again() >= 0;
    created &= stirred;
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
      boolean ours = overflow || String.valueOf(event.context()).equals(fileName);
      stirred |= ours;
      created |= ours && event.kind() == StandardWatchEventKinds.ENTRY_CREATE;
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
