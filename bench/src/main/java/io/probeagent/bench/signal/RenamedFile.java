package io.probeagent.bench.signal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A probe file with content: written aside and renamed, as the documents want it. */
record RenamedFile(Path aside, Path file) implements Way {
  static RenamedFile in(Path folder) {
    return new RenamedFile(folder.resolve(".live"), folder.resolve("live"));
  }

  @Override
  public void say(boolean ready) throws IOException {
    Files.writeString(aside, ready ? "READY=1\n" : "READY=0\n");
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
