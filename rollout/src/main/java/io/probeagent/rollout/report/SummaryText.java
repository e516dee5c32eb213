package io.probeagent.rollout.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A report for a terminal. */
final class SummaryText {
  /** Of failures, and of updates with failures: a terminal is no place for thousands. */
  private static final int MOST_ROWS = 20;

  private final Report report;

  SummaryText(Report report) {
    this.report = report;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(settings());
    text.append('\n').append(clients());
    text.append('\n').append(latency());
    text.append(termination());
    text.append(updates());
    text.append(losses("failed", report.failures()));
    text.append(losses("cut at the deadline of a drain", report.cuts()));
    if (report.totals().unlisted() > 0) {
      text.append("\n%d of them are counted only".formatted(report.totals().unlisted()));
      text.append(": nobody reads more than %d\n".formatted(Losses.MOST));
    }
    return text.append('\n').append(lastLine()).append('\n').toString();
  }

  private String settings() {
    TextTable table = new TextTable(2);
    report
        .settings()
        .forEach(
            (name, value) -> {
              if (!name.equals("title")) {
                table.row(name, value);
              }
            });
    String title = report.settings().get("title");
    return (title == null ? "" : title + "\n") + table;
  }

  private String clients() {
    TextTable table =
        new TextTable(1)
            .row("client", "requests", "failed", "cut", "handed-back", "p99 before", "p99 update");
    for (Report.Client client : report.clients()) {
      table.row(
          client.client(),
          Long.toString(client.requests()),
          Long.toString(client.failed()),
          Long.toString(client.cut()),
          Long.toString(client.handedBack()),
          p99(client.latency().get(Span.BASELINE.label())),
          p99(client.latency().get(Span.UPDATE.label())));
    }
    return table.toString();
  }

  private String latency() {
    TextTable table =
        new TextTable(1).row("latency in ms", "answers", "p50", "p90", "p99", "p99.9", "max");
    for (Map.Entry<String, Report.Latency> span : report.latency().entrySet()) {
      Report.Latency latency = span.getValue();
      quantiles(table, span.getKey(), latency.count(), latency.measured());
      quantiles(table, span.getKey() + ", over what was asked", latency.count(), latency.over());
    }
    return table.toString();
  }

  private static void quantiles(
      TextTable table, String name, long count, Report.Quantiles quantiles) {
    table.row(
        name,
        Long.toString(count),
        ms(quantiles.p50()),
        ms(quantiles.p90()),
        ms(quantiles.p99()),
        ms(quantiles.p999()),
        ms(quantiles.max()));
  }

  private String termination() {
    Report.Termination t = report.termination();
    return t == null
        ? ""
        : "\nfrom deletion to the end of the app, %d pods: min %s, p50 %s, p90 %s, max %s s\n"
            .formatted(
                t.pods(), seconds(t.min()), seconds(t.p50()), seconds(t.p90()), seconds(t.max()));
  }

  /** All of a few; of many, those that lost something. */
  private String updates() {
    List<Report.Update> all = report.updates();
    List<Report.Update> shown =
        all.size() <= MOST_ROWS
            ? all
            : all.stream().filter(u -> u.failed() + u.cut() > 0).limit(MOST_ROWS).toList();
    TextTable table = new TextTable(1).row("update", "lag", "took", "failed", "cut");
    for (Report.Update update : shown) {
      Double took = update.duration();
      table.row(
          Integer.toString(update.number()),
          ms(update.lag()) + " ms",
          took == null ? "unfinished" : seconds(took) + " s",
          Long.toString(update.failed()),
          Long.toString(update.cut()));
    }
    long clean = all.stream().filter(u -> u.failed() + u.cut() == 0).count();
    return all.isEmpty()
        ? ""
        : "\n%supdates without a loss: %d of %d\n"
            .formatted(shown.isEmpty() ? "" : table, clean, all.size());
  }

  private String losses(String name, List<Report.Loss> losses) {
    if (losses.isEmpty()) {
      return "";
    }
    TextTable table = new TextTable(Integer.MAX_VALUE);
    for (Report.Loss loss : losses.subList(0, Math.min(MOST_ROWS, losses.size()))) {
      table.row(
          String.format(Locale.ROOT, "  %8.3f s", loss.at() / 1000),
          loss.client(),
          loss.pod().isEmpty() ? "pod not known" : loss.pod(),
          phases(loss),
          loss.what(),
          loss.detail());
    }
    int more = losses.size() - MOST_ROWS;
    return "\n" + name + ":\n" + table + (more > 0 ? "  and " + more + " more\n" : "");
  }

  /** Of the pod and its app: {@code terminating, NUDGE}. */
  private static String phases(Report.Loss loss) {
    String pod = loss.podPhase() == null ? "" : loss.podPhase().toLowerCase(Locale.ROOT);
    return pod + (loss.drainPhase() == null ? "" : ", " + loss.drainPhase());
  }

  /** Programs read this one: its form stays. */
  private String lastLine() {
    Report.Totals totals = report.totals();
    return "requests %d failed %d cut %d handed-back %d in %s s"
        .formatted(
            totals.requests(),
            totals.failed(),
            totals.cut(),
            totals.handedBack(),
            seconds(report.duration()));
  }

  private static String p99(Report.@Nullable Latency latency) {
    return latency == null ? "-" : ms(latency.measured().p99());
  }

  private static String ms(double millis) {
    return String.format(Locale.ROOT, millis < 10 ? "%.2f" : "%.0f", millis);
  }

  private static String seconds(double millis) {
    return String.format(Locale.ROOT, "%.1f", millis / 1000);
  }
}
