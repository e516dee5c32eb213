package io.probeagent.bench.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the benchmarks in JVMs that compile and collect as the agent's does. */
public final class CoreRun {
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private final Path java;
  private final List<String> options;

  /**
   * Prepares a run.
   *
   * @param java the program
   * @param options the JVM's
   */
  public CoreRun(Path java, List<String> options) {
    this.java = java;
    this.options = options;
  }

  /** The options of the agent's JVM in a file such as {@code agent.args}. */
  public static List<String> options(Path file) throws IOException {
    return parse(Files.readAllLines(file));
  }

  static List<String> parse(List<String> lines) {
    return lines.stream()
        .map(String::strip)
        .filter(line -> line.startsWith("-X") || line.startsWith("--"))
        .toList();
  }

  public List<Cost> run(boolean quick) throws IOException {
    Options how =
        new OptionsBuilder()
            .include(CoreRun.class.getPackageName().replace(".", "\\.") + "\\..*")
            .mode(Mode.AverageTime)
            .timeUnit(TimeUnit.NANOSECONDS)
            .forks(quick ? 1 : 5)
            .warmupIterations(quick ? 2 : 3)
            .warmupTime(TimeValue.milliseconds(quick ? 200 : 500))
            .measurementIterations(3)
            .measurementTime(TimeValue.milliseconds(quick ? 200 : 500))
            .jvm(java.toString())
            .jvmArgs(options.toArray(String[]::new))
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();
    try {
      return costs(new Runner(how).run());
    } catch (RunnerException e) {
      throw new IOException("a benchmark of the core failed with " + java, e);
    }
  }

  private static List<Cost> costs(Collection<RunResult> results) {
    return results.stream().map(CoreRun::cost).sorted(Comparator.comparing(Cost::name)).toList();
  }

  private static Cost cost(RunResult result) {
    String name = result.getParams().getBenchmark();
    Result<?> time = result.getPrimaryResult();
    Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
    if (allocated == null) {
      throw new IllegalStateException("JMH's profiler gave no " + ALLOCATED + " for " + name);
    }
    return new Cost(
        name.substring(CoreRun.class.getPackageName().length() + 1).replace("Benchmark", ""),
        time.getScore(),
        time.getScoreError(),
        allocated.getScore());
  }
}
