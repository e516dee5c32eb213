package io.probeagent.rollout.life;

import java.io.IOException;
import java.io.PrintStream;

/** Shows the life of one pod, and judges it. */
public final class Show {
  private Show() {}

  /**
   * Returns whether all verdicts were right; says which were not.
   *
   * @throws IOException if there is no folder or no port for a pod
   */
  public static boolean run(Options options, PrintStream out)
      throws IOException, InterruptedException {
    Timeline timeline = new Timeline(out, Colours.ofTerminal());
    Checks checks = new Checks();
    try (Pod pod = Pod.create(options)) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> closeAtExit(pod), "close-pod"));
      new PodLife(pod, options, timeline, checks).run();
      if (options.keep()) {
        out.println("\nkept: " + pod.root());
      }
    }
    out.println();
    out.print(checks.report());
    return checks.problems().isEmpty();
  }

  /** Somebody pressed Ctrl-C; after a regular end there is nothing left to do. */
  private static void closeAtExit(Pod pod) {
    try {
      pod.close();
    } catch (IOException e) {
      System.err.println("rollout: " + pod.root() + " is left behind: " + e);
    }
  }
}
