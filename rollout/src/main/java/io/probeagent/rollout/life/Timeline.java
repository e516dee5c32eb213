package io.probeagent.rollout.life;

import io.probeagent.rollout.process.Prober;
import io.probeagent.rollout.process.Verdicts;
import java.io.PrintStream;
import java.util.Locale;

/** What happens, line by line, as it happens. */
final class Timeline {
  private final PrintStream out;
  private final Colours colours;
  private final long start = System.nanoTime();

  Timeline(PrintStream out, Colours colours) {
    this.out = out;
    this.colours = colours;
  }

  void header() {
    out.println(
        "    time  event                                        startup  live  ready  request");
  }

  /**
   * Prints one line.
   *
   * @param request what has become of the long request, empty if there is none
   */
  synchronized void row(String event, Verdicts verdicts, String request) {
    String codes =
        code(verdicts.startup(), 7) + code(verdicts.live(), 6) + code(verdicts.ready(), 7);
    String line = "%s  %-44s %s  %s".formatted(seconds(System.nanoTime()), event, codes, request);
    out.println(line.stripTrailing());
  }

  /** A moment, as it stands in the first column. */
  String seconds(long nanos) {
    return String.format(Locale.ROOT, "%6.2f s", (nanos - start) / 1e9);
  }

  private String code(int code, int width) {
    String text = Prober.text(code);
    return " ".repeat(width - text.length()) + colours.paint(code, text);
  }
}
