package io.probeagent.sample;

/** The server's numbers in Prometheus' text format, version 0.0.4. */
final class MetricsPage {

  static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private MetricsPage() {}

  static String of(Traffic traffic) {
    StringBuilder page = new StringBuilder(700);
    family(page, "sample_app_in_flight", "gauge", "Requests being worked on, scrapes apart.");
    page.append("sample_app_in_flight ").append(traffic.inFlight()).append('\n');
    family(page, "sample_app_requests_total", "counter", "Requests begun, by class of path.");
    for (Route route : Route.values()) {
      page.append("sample_app_requests_total{path=\"").append(route.label()).append("\"} ");
      page.append(traffic.total(route)).append('\n');
    }
    family(page, "sample_app_draining", "gauge", "1 once the server was asked to stop.");
    int draining = traffic.phase() == Phase.SERVE ? 0 : 1;
    return page.append("sample_app_draining ").append(draining).append('\n').toString();
  }

  private static void family(StringBuilder page, String name, String type, String help) {
    page.append("# HELP ").append(name).append(' ').append(help).append('\n');
    page.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }
}
