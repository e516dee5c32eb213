package io.probeagent.agent.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Looks for inputs that break a target, guided by the coverage of those before: {@code mvn -Pfuzz}.
 * Each target gets a JVM of its own, for {@code -Dfuzz.seconds} (60); {@code -Dfuzz.targets} names
 * some, {@code -Dfuzz.keep} puts the smallest set of inputs that covers the same into the sources.
 */
final class FuzzRun {
  /** What is looked for lies in what is judged, not in what judges. */
  private static final String JUDGES =
      String.join(
          ":",
          "io.probeagent.agent.fuzz.**",
          "io.probeagent.agent.http.AnswerReader",
          "io.probeagent.agent.http.Conversation",
          "io.probeagent.agent.lifecycle.Invariants",
          "io.probeagent.agent.source.ExpectedTable",
          "io.probeagent.agent.wire.MessageClaims");

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

    int exit =
        jazzer(
            target,
            log,
            "-max_total_time=" + SECONDS,
            "-print_final_stats=1",
            corpus.toString(),
            target.inputs().toString());

    List<String> told = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
    System.out.println(target.label() + "\n" + summary(told));
    assertThat(exit).as("a failing input is in %s; see %s", out, log).isZero();
    if (KEEP) {
      keep(target, out, corpus);
    }
  }

  private static void keep(Target target, Path out, Path corpus)
      throws IOException, InterruptedException {
    Path small = Files.createDirectories(out.resolve("small"));
    clear(small);
    Path grown = Files.createDirectories(target.inputs().resolve("grown"));
    int exit =
        jazzer(
            target,
            out.resolve("merge.txt"),
            "-merge=1",
            small.toString(),
            target.inputs().toString(),
            corpus.toString());
    assertThat(exit).as("see %s", out.resolve("merge.txt")).isZero();
    clear(grown);
    for (Path input : files(small)) {
      Files.copy(input, grown.resolve(input.getFileName()));
    }
  }

  private static int jazzer(Target target, Path log, String... arguments)
      throws IOException, InterruptedException {
    Path out = OUT.resolve(target.label());
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Memory that only a finalizer gives back would run out before it is called.
    command.add("-Dio.netty.maxDirectMemory=0");
    command.add("-Xmx512m");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("com.code_intelligence.jazzer.Jazzer");
    command.add("--target_class=" + target.type().getName());
    command.add("--instrumentation_includes=io.probeagent.**:io.netty.handler.codec.**");
    command.add("--custom_hook_includes=io.probeagent.**:io.netty.handler.codec.**");
    command.add("--instrumentation_excludes=" + JUDGES);
    command.add("--custom_hook_excludes=" + JUDGES);
    command.add("--reproducer_path=" + out);
    // Whatever takes so long hangs, even while the first input loads classes on a busy machine.
    command.addAll(List.of("-timeout=60", "-rss_limit_mb=2048"));
    command.add("-max_len=" + target.mostBytes());
    command.add("-artifact_prefix=" + out + File.separator);
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start()
        .waitFor();
  }

  /** The last figures that were told, and those of the whole run. */
  private static String summary(List<String> told) {
    String last = "";
    StringBuilder stats = new StringBuilder();
    for (String line : told) {
      if (line.contains(" cov: ")) {
        last = line;
      } else if (line.startsWith("stat::") || line.startsWith("== Java Exception")) {
        stats.append(line).append('\n');
      }
    }
    return last + "\n" + stats;
  }

  private static void clear(Path folder) throws IOException {
    for (Path file : files(folder)) {
      Files.delete(file);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
