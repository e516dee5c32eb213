package io.probeagent.tools.plan;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Timelines as a picture that stands alone, in light and in dark. */
public final class SvgPlan {
  private static final int LEFT = 150;
  private static final int WIDTH = 760;
  private static final int RIGHT = 20;
  private static final int LANE = 26;
  private static final int HEAD = 58;
  private static final int FOOT = 56;

  private static final String STYLE =
      """
      text{font:12px system-ui,sans-serif;fill:#24292f}.t{font-weight:600}.n{fill:#57606a}\
      .hold{fill:#9a6700}.serve{fill:#1a7f37}.drain{fill:#0969da}.spare{fill:#d0d7de}.late{fill:#cf222e}\
      .axis,.zero{stroke:#d0d7de}.kill{stroke:#cf222e;stroke-width:2}\
      @media(prefers-color-scheme:dark){text{fill:#e6edf3}.n{fill:#8d96a0}.spare{fill:#30363d}.axis,.zero{stroke:#30363d}\
      .hold{fill:#d29922}.serve{fill:#3fb950}.drain{fill:#58a6ff}.late{fill:#f85149}.kill{stroke:#f85149}}""";

  private final StringBuilder svg = new StringBuilder();
  private final Timeline timeline;
  private final double scale;
  private int y;

  private SvgPlan(Timeline timeline, int y) {
    this.timeline = timeline;
    this.y = y;
    double most = Math.max(millis(timeline.sigkill()), millis(timeline.needed()));
    this.scale = (WIDTH - LEFT - RIGHT) / Math.max(1, most);
  }

  /** A picture with one part for each. */
  public static String of(List<String> titles, List<Timeline> timelines) {
    int part = HEAD + 3 * LANE + FOOT;
    StringBuilder all = new StringBuilder();
    all.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\">\n"
            .formatted(WIDTH, Math.max(1, part * timelines.size()), WIDTH));
    all.append("<title>How the pod ends</title>\n<style>").append(STYLE).append("</style>\n");
    for (int i = 0; i < timelines.size(); i++) {
      all.append(new SvgPlan(timelines.get(i), i * part).part(titles.get(i)));
    }
    return all.append("</svg>\n").toString();
  }

  private String part(String title) {
    Ending ending = timeline.ending();
    text(8, y + 20, "t", title + ", container " + ending.container());
    text(8, y + 36, "n", TextPlan.sum(timeline));
    text(8, y + 52, "n", TextPlan.verdict(timeline));
    y += HEAD + 4;
    lane("preStop");
    bar("hold", Duration.ZERO, timeline.sigterm());
    lane("new requests");
    bar("serve", Duration.ZERO, timeline.closes());
    lane("open requests");
    bar("drain", Duration.ZERO, timeline.answered());
    Duration end = timeline.needed();
    if (timeline.fits()) {
      bar("spare", end, timeline.sigkill());
    } else {
      bar("late", timeline.sigkill(), end);
    }
    axis();
    return svg.toString();
  }

  private void lane(String name) {
    text(8, y + 15, "", name);
    y += LANE;
  }

  private void bar(String kind, Duration from, Duration to) {
    double x = x(from);
    svg.append(
        number(
            "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"14\" rx=\"2\"/>\n",
            kind, x, y - LANE + 4, Math.max(0, x(to) - x)));
  }

  private void axis() {
    int top = y - 3 * LANE;
    mark(Duration.ZERO, top, "zero", "T0");
    mark(timeline.sigterm(), top, "axis", "SIGTERM " + Spell.seconds(timeline.sigterm()) + " s");
    mark(timeline.sigkill(), top, "kill", "SIGKILL " + Spell.seconds(timeline.sigkill()) + " s");
  }

  private void mark(Duration at, int top, String kind, String label) {
    boolean right = x(at) > WIDTH - 120;
    boolean low = kind.equals("axis");
    int below = y + (low ? 32 : 16);
    svg.append(
        number(
            "<line class=\"%s\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>\n",
            kind, x(at), top, x(at), below - 12));
    svg.append(
        number(
            "<text class=\"n\" x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%s</text>\n",
            x(at), below, right ? "end" : "start", escaped(label)));
  }

  private double x(Duration at) {
    return LEFT + millis(at) * scale;
  }

  private void text(int x, int at, String kind, String words) {
    svg.append(
        "<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>\n".formatted(kind, x, at, escaped(words)));
  }

  private static String number(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }

  private static double millis(Duration time) {
    return time.toMillis();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
