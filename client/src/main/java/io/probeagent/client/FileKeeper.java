package io.probeagent.client;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;

/** Keeps the probe file up to date, through times when the folder cannot be written. */
final class FileKeeper {

  private static final System.Logger LOG = System.getLogger(ProbeClient.class.getPackageName());

  private final Settings settings;
  private final ProbeFile file;
  private final Outage outage = new Outage();

  FileKeeper(Settings settings) {
    this.settings = settings;
    this.file = new ProbeFile(settings.probeFile());
  }

  /** Makes the next {@link #keep} write the file anew if somebody took it away. */
  void forgetIfMissing() {
    file.forgetIfMissing();
  }

  void keep(AppState state, long now) {
    if (outage.remaining(now) > 0) {
      return;
    }
    try {
      file.keep(state);
      outage.over();
    } catch (IOException e) {
      outage.failed(now, why(e));
    }
  }

  boolean isKept() {
    return !outage.isOngoing();
  }

  /** Nanoseconds until there is something to do unasked. */
  long remaining(long now) {
    return outage.isOngoing() ? outage.remaining(now) : Long.MAX_VALUE;
  }

  void remove() {
    try {
      file.remove();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "cannot remove " + settings.probeFile() + ": " + e);
    }
  }

  private String why(IOException e) {
    return Files.isDirectory(settings.folder())
        ? "cannot write " + settings.probeFile() + ": " + e + "; trying on"
        : "PROBE_DIR=" + settings.folder() + " is missing (expected: a shared folder); trying on";
  }
}
