package io.probeagent.rollout.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.rollout.process.Folder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real browser without a window. */
final class Chromium {
  private static final long MOST_SECONDS = 60;

  private Chromium() {}

  static boolean isThere() {
    return Stream.of(
            Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "chromium")));
  }

  /** The document, as it is once its scripts have run. */
  static String dump(String url) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("chromium");
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--window-size=1400,1600",
                "--user-data-dir=" + folder.resolve("profile"),
                "--dump-dom",
                url)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      assertThat(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS))
          .as(() -> "chromium ended; it said: " + read(err))
          .isTrue();
      return Files.readString(out);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor(MOST_SECONDS, TimeUnit.SECONDS);
      Folder.delete(folder);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
