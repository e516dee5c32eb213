package io.probeagent.rollout.report;

import java.nio.file.Path;

/** Writes the report of a made-up run, to look at: folder, replicas, updates. */
final class Demo {
  private Demo() {}

  public static void main(String[] args) throws Exception {
    MadeUpRun run = MadeUpRun.withLosses(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
    Report report = run.report();
    System.out.print(report.summary());
    System.out.println(ReportFiles.write(report, Path.of(args[0])));
  }
}
