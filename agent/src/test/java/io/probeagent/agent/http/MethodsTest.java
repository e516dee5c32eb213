package io.probeagent.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which method does what on which path. */
class MethodsTest {
  private static final String NOT_FOUND =
      "not found (expected: /live /ready /startup /drain /undrain, each also with /<app>,"
          + " /healthz, /metrics, /state)\n";

  private final TestSite site = TestSite.ready();

  @ParameterizedTest
  @CsvSource({
    "POST, /startup, 'GET, HEAD'",
    "PUT, /live, 'GET, HEAD'",
    "DELETE, /ready, 'GET, HEAD'",
    "PATCH, /ready/app, 'GET, HEAD'",
    "POST, /ready/nobody, 'GET, HEAD'",
    "OPTIONS, /readyz, 'GET, HEAD'",
    "TRACE, /ready, 'GET, HEAD'",
    "CONNECT, /ready, 'GET, HEAD'",
    "get, /ready, 'GET, HEAD'",
    "BREW, /ready, 'GET, HEAD'",
    "POST, /healthz, 'GET, HEAD'",
    "POST, /metrics, GET",
    "POST, /state, GET",
    "PUT, /drain, 'GET, POST'",
    "DELETE, /drain, 'GET, POST'",
    "GET, /undrain, POST",
    "DELETE, /undrain, POST",
  })
  void anyOtherMethodIsRefusedWithThoseThatAreAllowed(String method, String path, String allow) {
    assertThat(site.ask(method + " " + path + " HTTP/1.1"))
        .isEqualTo(
            Expected.kept(
                "405 Method Not Allowed",
                "method not allowed (expected: " + allow + ")\n",
                "Allow: " + allow));
  }

  @ParameterizedTest
  @CsvSource({"/metrics, GET", "/state, GET", "/drain, 'GET, POST'", "/undrain, POST"})
  void whatTakesNoHeadRefusesItWithoutABody(String path, String allow) {
    assertThat(site.ask("HEAD " + path + " HTTP/1.1"))
        .isEqualTo(
            Expected.head(
                Expected.kept(
                    "405 Method Not Allowed",
                    "method not allowed (expected: " + allow + ")\n",
                    "Allow: " + allow)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ready",
        "/live/app",
        "/startup?verbose",
        "/healthz",
        "/ready/nobody",
        "/nothing"
      })
  void headIsAnsweredAsGetButForTheBody(String path) {
    String get = site.ask("GET " + path + " HTTP/1.1", "Connection: close");

    assertThat(site.ask("HEAD " + path + " HTTP/1.1", "Connection: close"))
        .isEqualTo(Expected.head(get))
        .contains("\r\nContent-Length: ");
  }

  @Test
  void headOfAFailingProbeHasItsStatus() {
    assertThat(TestSite.of().ask("HEAD /ready HTTP/1.1"))
        .isEqualTo(
            Expected.head(
                Expected.kept("503 Service Unavailable", "app not ready: no instance seen yet\n")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1",
        "GET /favicon.ico HTTP/1.1",
        "GET //ready HTTP/1.1",
        "GET /x/../ready HTTP/1.1",
        "GET /%72eady HTTP/1.1",
        "GET https://host/ready HTTP/1.1",
        "OPTIONS * HTTP/1.1",
        "CONNECT host:9810 HTTP/1.1",
        "DELETE /nothing HTTP/1.1",
      })
  void whatIsNoneOfOursIsNotFoundWhateverTheMethod(String line) {
    assertThat(site.ask(line)).isEqualTo(Expected.kept("404 Not Found", NOT_FOUND));
  }

  @Test
  void theAbsoluteFormIsAnsweredAsThePathIs() {
    assertThat(site.ask("GET http://10.0.0.7:9810/ready HTTP/1.1", "Host: 10.0.0.7:9810"))
        .isEqualTo(Expected.kept("200 OK", "ok\n"));
  }

  @Test
  void traceDoesNotEchoTheRequest() {
    assertThat(site.ask("TRACE /ready HTTP/1.1", "Authorization: Bearer 0123456789abcdef"))
        .startsWith("HTTP/1.1 405 ")
        .doesNotContain("0123456789abcdef");
  }

  @Test
  void aRefusedMethodIsCounted() {
    site.ask("POST /ready HTTP/1.1");
    site.ask("GET /nothing HTTP/1.1");

    assertThat(site.metric("probe_agent_http_answers_total{code=\"405\",path=\"ready\"}"))
        .isEqualTo("1.0");
    assertThat(site.metric("probe_agent_http_answers_total{code=\"404\",path=\"other\"}"))
        .isEqualTo("1.0");
  }
}
