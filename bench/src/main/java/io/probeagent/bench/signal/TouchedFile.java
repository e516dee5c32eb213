package io.probeagent.bench.signal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An empty probe file that is there, or is not. */
record TouchedFile(Path file) implements Way {
  static TouchedFile in(Path folder) {
    return new TouchedFile(folder.resolve("live"));
  }

  @Override
  public void say(boolean ready) throws IOException {
    if (ready) {
      Files.createFile(file);
    } else {
      Files.delete(file);
    }
  }
}
