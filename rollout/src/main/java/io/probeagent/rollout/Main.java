package io.probeagent.rollout;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The command line; exit code 0: all verdicts were right, 1: some were not, 2: wrong usage. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws InterruptedException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    List<String> given = List.of(arguments);
    if (given.contains("--help") || given.contains("-h")) {
      out.print(Options.HELP);
      return;
    }
    int code;
    try {
      code = show(OptionsReader.read(given, home()), new Timeline(out, Colours.ofTerminal()), out);
    } catch (UsageException e) {
      System.err.println("rollout: " + e.getMessage());
      code = 2;
    } catch (IOException e) {
      System.err.println("rollout: no folder or no port for a pod: " + e);
      code = 1;
    }
    System.exit(code);
  }

  private static int show(Options options, Timeline timeline, PrintStream out)
      throws IOException, InterruptedException {
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
    return checks.problems().isEmpty() ? 0 : 1;
  }

  /** Somebody pressed Ctrl-C; after a regular end there is nothing left to do. */
  private static void closeAtExit(Pod pod) {
    try {
      pod.close();
    } catch (IOException e) {
      System.err.println("rollout: " + pod.root() + " is left behind: " + e);
    }
  }

  /** The folder of this jar, or of the classes. */
  private static Path home() {
    try {
      Path self = Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path parent = self.getParent();
      return parent == null ? self : parent;
    } catch (URISyntaxException neverOfAFile) {
      throw new IllegalStateException(neverOfAFile);
    }
  }
}
