package io.probeagent.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A scrape over HTTP; what is on the page is told elsewhere. */
class MetricsEndpointTest {
  private static final String PLAIN = "text/plain; version=0.0.4; charset=utf-8";
  private static final String OPEN = "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private final TestSite site = TestSite.ready();

  @Test
  void theFormatIsTheOneThatIsAcceptedAndTheLengthIsRight() {
    String plain = scrape("Accept: */*");
    assertThat(plain).isEqualTo(whole(PLAIN, plain));
    assertThat(scrape("X: y")).startsWith("HTTP/1.1 200 OK\r\nContent-Type: " + PLAIN + "\r\n");
    String open = scrape("Accept: application/openmetrics-text;version=1.0.0;q=0.5,*/*;q=0.1");
    assertThat(open).isEqualTo(whole(OPEN, open)).endsWith("\n# EOF\n");
  }

  @Test
  void probesAreAnsweredWhileAPageIsRendered() {
    Peer scraper = site.connect();
    assertThat(scraper.ask("GET /metrics HTTP/1.1")).isEmpty();

    assertThat(site.ask("GET /ready HTTP/1.1")).isEqualTo(Expected.kept("200 OK", "ok\n"));
    site.renderPages();
    assertThat(scraper.received()).startsWith("HTTP/1.1 200 OK\r\n");
  }

  @Test
  void tooManyScrapesAtATimeAreTurnedAway() {
    site.mostPages(2);
    List<Peer> served = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      served.add(site.connect());
      assertThat(served.get(i).ask("GET /metrics HTTP/1.1")).isEmpty();
    }

    assertThat(site.ask("GET /metrics HTTP/1.1"))
        .isEqualTo(
            Expected.kept(
                "503 Service Unavailable",
                "too many scrapes at a time, or the page cannot be rendered\n"));
    site.renderPages();
    assertThat(served).allMatch(peer -> peer.received().startsWith("HTTP/1.1 200 "));
    assertThat(site.metric("probe_agent_http_answers_total{code=\"503\",path=\"metrics\"}"))
        .isEqualTo("1.0");
    assertThat(site.metric("probe_agent_http_answers_total{code=\"200\",path=\"metrics\"}"))
        .isEqualTo("2.0");
  }

  private String scrape(String header) {
    Peer scraper = site.connect();
    scraper.ask("GET /metrics HTTP/1.1", header, "Connection: close");
    site.renderPages();
    return scraper.received();
  }

  private static String whole(String type, String answer) {
    String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
    return Expected.answer("200 OK", type, "close", body);
  }
}
