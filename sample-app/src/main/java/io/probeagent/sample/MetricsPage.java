package io.probeagent.sample;

import io.probeagent.sample.drain.Outcome;
import io.probeagent.sample.drain.Phase;
import io.probeagent.sample.drain.Tally;
import io.probeagent.sample.drain.Traffic;

/** The server's numbers for Prometheus. */
final class MetricsPage {

  private final StringBuilder page = new StringBuilder(2000);

  private MetricsPage() {}

  static String of(Traffic traffic, Totals totals) {
    MetricsPage page = new MetricsPage();
    Tally tally = traffic.tally();
    page.family("in_flight", "gauge", "Requests being worked on, scrapes and probes apart.");
    page.sample("in_flight", tally.inFlight());
    page.family("connections", "gauge", "Open connections.");
    page.sample("connections", tally.open());
    page.family("requests_total", "counter", "Requests begun, by class of path.");
    for (Route route : Route.values()) {
      page.sample("requests_total{path=\"" + route.label() + "\"}", totals.of(route));
    }
    page.family("ended_total", "counter", "Requests ended, by what became of them.");
    for (Outcome outcome : Outcome.values()) {
      page.sample("ended_total{outcome=\"" + outcome.label() + "\"}", tally.count(outcome));
    }
    page.family("closed_total", "counter", "Connections closed, by who closed first.");
    page.sample("closed_total{by=\"client\"}", tally.closedByClient());
    page.sample("closed_total{by=\"us\"}", tally.closedByUs());
    page.family("drain_phase", "gauge", "1 for the phase that the server is in.");
    for (Phase phase : Phase.values()) {
      page.sample("drain_phase{phase=\"" + phase + "\"}", traffic.phase() == phase ? 1 : 0);
    }
    return page.page.toString();
  }

  private void family(String name, String type, String help) {
    page.append("# HELP sample_app_").append(name).append(' ').append(help).append('\n');
    page.append("# TYPE sample_app_").append(name).append(' ').append(type).append('\n');
  }

  private void sample(String name, long value) {
    page.append("sample_app_").append(name).append(' ').append(value).append('\n');
  }
}
