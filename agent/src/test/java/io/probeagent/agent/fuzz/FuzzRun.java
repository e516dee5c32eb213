package io.probeagent.agent.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Looks for inputs that break a target, guided by the coverage of those before: {@code mvn -Pfuzz}.
 * Each target gets a JVM of its own, for {@code -Dfuzz.seconds} (60); {@code -Dfuzz.targets} names
 * some, {@code -Dfuzz.keep} puts the shortest inputs that together reach as much into the sources.
 */
final class FuzzRun {
  private static final Path OUT = Path.of("target", "fuzz");
  private static final String SECONDS = System.getProperty("fuzz.seconds", "60");
  private static final String TARGETS = System.getProperty("fuzz.targets", "");
  private static final boolean KEEP = System.getProperty("fuzz.keep") != null;

  @ParameterizedTest
  @EnumSource
  void nothingBreaks(Target target) throws IOException, InterruptedException {
    assumeThat(TARGETS.isEmpty() || List.of(TARGETS.split(",")).contains(target.label()))
        .as("%s is one of %s", target.label(), TARGETS)
        .isTrue();
    Path out = OUT.resolve(target.label());
    Path corpus = Files.createDirectories(out.resolve("corpus"));
    Path log = out.resolve("log.txt");
    Jazzer jazzer = new Jazzer(target, out);

    int exit =
        jazzer.run(
            log,
            "-max_total_time=" + SECONDS,
            "-print_final_stats=1",
            corpus.toString(),
            target.inputs().toString());

    System.out.println(target.label() + "\n" + summary(log));
    assertThat(exit).as("a failing input is in %s; see %s", out, log).isZero();
    if (KEEP) {
      keep(jazzer, target.inputs(), corpus);
    }
  }

  /** The last figures that were told, and those of the whole run. */
  private static String summary(Path log) throws IOException {
    String last = "";
    StringBuilder stats = new StringBuilder();
    for (String line : Files.readAllLines(log, StandardCharsets.ISO_8859_1)) {
      if (line.contains(" cov: ")) {
        last = line;
      } else if (line.startsWith("stat::") || line.startsWith("== Java Exception")) {
        stats.append(line).append('\n');
      }
    }
    return last + "\n" + stats;
  }

  private static void keep(Jazzer jazzer, Path inputs, Path corpus)
      throws IOException, InterruptedException {
    Path merged = emptied(jazzer.out().resolve("merged"));
    Path control = jazzer.out().resolve("control.txt");
    Path log = jazzer.out().resolve("merge.txt");
    Path grown = inputs.resolve("grown");
    Path known = emptied(jazzer.out().resolve("known"));
    copy(files(corpus), known);
    copy(Files.isDirectory(grown) ? files(grown) : List.of(), known);
    Files.deleteIfExists(control);
    Path given = inputs.resolve("given");
    int exit =
        jazzer.run(
            log,
            "-merge=1",
            "-merge_control_file=" + control,
            merged.toString(),
            given.toString(),
            known.toString());
    assertThat(exit).as("see %s", log).isZero();
    copy(reachingMore(control).filter(input -> !input.startsWith(given)).toList(), emptied(grown));
  }

  /**
   * The inputs that reach an edge which no shorter one does. The file has the number of inputs, a
   * line that means nothing here, the inputs in the order of their length, and then among others
   * {@code COV <which input> <new edge>…}.
   */
  private static Stream<Path> reachingMore(Path control) throws IOException {
    List<String> lines = Files.readAllLines(control);
    int count = Integer.parseInt(lines.get(0));
    List<String> inputs = lines.subList(2, 2 + count);
    return lines.stream()
        .filter(line -> line.startsWith("COV "))
        .map(line -> line.split(" "))
        .filter(words -> words.length > 2)
        .map(words -> Path.of(inputs.get(Integer.parseInt(words[1]))));
  }

  private static Path emptied(Path folder) throws IOException {
    for (Path file : files(Files.createDirectories(folder))) {
      Files.delete(file);
    }
    return folder;
  }

  private static void copy(List<Path> from, Path folder) throws IOException {
    for (Path file : from) {
      Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
