package io.probeagent.rollout.report;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of a run. Every time is in milliseconds since the run's begin, every span of time in
 * milliseconds; {@code docs/report.md} shows it as JSON.
 *
 * @param format of the JSON; another number when its shape changes
 * @param settings what the run was told, for people; {@code title} is its heading
 * @param duration of the whole run
 * @param latency before the first update, while one ran, and the rest, by the names of {@link
 *     Span}; one without a good answer is left out
 * @param termination null if no pod was deleted and ended
 * @param failures the first ones, at most 10,000 with the cuts
 * @param cuts those that were under way at the deadline of their pod's drain, and outlasted it
 */
public record Report(
    int format,
    Map<String, String> settings,
    double duration,
    Totals totals,
    Map<String, Latency> latency,
    List<Client> clients,
    List<Kind> kinds,
    @Nullable Termination termination,
    List<Update> updates,
    List<Pod> pods,
    List<Loss> failures,
    List<Loss> cuts,
    Series series) {

  /**
   * The whole run in numbers.
   *
   * @param requests all that have ended: good, failed and cut ones
   * @param handedBack sent ahead and given back unread; not among the requests
   * @param unlisted failed and cut ones that are counted only
   */
  public record Totals(long requests, long failed, long cut, long handedBack, long unlisted) {}

  /**
   * How long good answers took.
   *
   * @param count of good answers
   * @param over what the server was asked to take
   */
  public record Latency(long count, Quantiles measured, Quantiles over) {}

  public record Quantiles(double p50, double p90, double p99, double p999, double max) {}

  public record Client(
      String client,
      long requests,
      long failed,
      long cut,
      long handedBack,
      Map<String, Latency> latency) {}

  public record Kind(String kind, long failed, long cut) {}

  /** From the deletion of a pod to the end of its app, over all pods. */
  public record Termination(int pods, double min, double p50, double p90, double max) {}

  /**
   * A rolling update.
   *
   * @param lag from a change to the moment when clients go by it
   * @param to null if it did not end
   * @param failed from its begin to the begin of the next one, as is cut
   */
  public record Update(
      int number,
      double lag,
      double from,
      @Nullable Double to,
      @Nullable Double duration,
      long failed,
      long cut) {}

  /**
   * One pod.
   *
   * @param revision number of the update that made it; 0 before the first
   * @param deletedBy number of the update that deleted it
   * @param probes by the name of the probe
   * @param endpoints when connections were sent to it
   * @param appExit what is known of the end of its app, such as an exit code
   * @param drained the app's own summary of its drain
   * @param termination from its deletion to the end of its app
   */
  public record Pod(
      String name,
      int revision,
      @Nullable Integer deletedBy,
      List<Phase> phases,
      List<Phase> drains,
      List<Event> events,
      Map<String, List<Verdict>> probes,
      List<Interval> endpoints,
      long requests,
      long failed,
      long cut,
      @Nullable String appExit,
      @Nullable String agentExit,
      @Nullable String drained,
      @Nullable Double termination) {}

  public record Phase(String phase, double from, double to) {}

  public record Interval(double from, double to) {}

  public record Event(double at, String moment, String text, String detail) {}

  /**
   * Equal answers in a row.
   *
   * @param code status code, 0 for no answer
   * @param from time of the first one
   * @param to time of the last one
   */
  public record Verdict(int code, double from, double to, long count) {}

  /**
   * A request without a good answer.
   *
   * @param update number of the last update that had begun; 0 if none had
   * @param pod empty if it is not known
   * @param what for people: {@code EOF 12.3 ms after SIGTERM to the app}
   * @param podPhase of its pod at that moment
   * @param drainPhase of its pod's app at that moment
   * @param event last one of its pod before
   * @param afterEvent how long after that
   */
  public record Loss(
      double at,
      double begun,
      int update,
      String client,
      String pod,
      String kind,
      String what,
      String detail,
      @Nullable String podPhase,
      @Nullable String drainPhase,
      @Nullable String event,
      @Nullable Double afterEvent) {}

  /**
   * Exchanges by the moment of their end, in bins of one width from the run's begin on.
   *
   * @param p50 of what good answers took over what was asked; 0 where there is none
   */
  public record Series(
      double bin,
      List<Long> requests,
      List<Long> failed,
      List<Long> cut,
      List<Double> p50,
      List<Double> p99) {}

  /** For a terminal; its last line is fit for programs. */
  public String summary() {
    return new SummaryText(this).toString();
  }
}
