package io.probeagent.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiffTest {
  @TempDir Path folder;

  @Test
  void itIsWrittenAsDiffDoes() {
    assertThat(Diff.of("/a.yaml", "1\n2\n3\n4\n5\n6", "1\n2\n3\nnew\n4\n5\n6\n"))
        .isEqualTo(
            """
            --- a/a.yaml
            +++ b/a.yaml
            @@ -1,6 +1,7 @@
             1
             2
             3
            +new
             4
             5
            -6
            \\ No newline at end of file
            +6
            """);
    assertThat(Diff.of("a", "same", "same")).isEmpty();
  }

  @Test
  void patchMakesTheOneOfTheOther() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/patch")), "skipped: there is no patch");
    for (int seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      String old = lines(random);
      String now = random.nextInt(8) == 0 ? lines(random) : changed(old, random);
      Path file = Files.writeString(folder.resolve("a"), old);
      Path patch = Files.writeString(folder.resolve("p"), Diff.of("a", old, now));
      Process process =
          new ProcessBuilder("patch", "-p1", "-s", "-i", patch.toString())
              .directory(folder.toFile())
              .inheritIO()
              .start();
      assertThat(process.waitFor()).as("seed " + seed).isZero();
      assertThat(Files.exists(file) ? Files.readString(file) : "").isEqualTo(now);
    }
  }

  private static String lines(Random random) {
    return random
            .ints(1 + random.nextInt(60), 0, 9)
            .mapToObj(number -> "line " + number + "\n")
            .collect(Collectors.joining())
        + (random.nextBoolean() ? "" : "end");
  }

  private static String changed(String old, Random random) {
    return old.lines()
            .flatMap(
                line ->
                    switch (random.nextInt(9)) {
                      case 0 -> Stream.of();
                      case 1 -> Stream.of(line, "more");
                      default -> Stream.of(line);
                    })
            .collect(Collectors.joining("\n"))
        + (random.nextBoolean() ? "" : "\n");
  }
}
