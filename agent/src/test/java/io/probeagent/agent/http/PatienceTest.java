package io.probeagent.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How long a connection is waited for, and how many are. */
class PatienceTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final String OK = Expected.kept("200 OK", "ok\n");
  private static final String SLOW = "probe_agent_http_connections_closed_total{reason=\"slow\"}";
  private static final String CAP = "probe_agent_http_connections_closed_total{reason=\"cap\"}";

  private final TestSite site = TestSite.ready("--max-connections", "16");

  @Test
  void aHeadThatComesByteByByteIsCutAfterTenSeconds() {
    Peer peer = site.connect();
    String head = "GET /ready HTTP/1.1\r\nX: y";
    for (int i = 0; i < 10; i++) {
      assertThat(peer.isClosed()).isFalse();
      peer.send(head.substring(i, i + 1));
      site.time().pass(SECOND);
    }

    assertThat(peer.isClosed()).isTrue();
    assertThat(peer.received()).isEmpty();
    assertThat(site.metric(SLOW)).isEqualTo("1.0");
    assertThat(site.endpoints().connections()).isZero();
  }

  @Test
  void aBodyThatDoesNotComeIsNotWaitedForEither() {
    Peer peer = site.connect();
    peer.ask("POST /drain HTTP/1.1", "Content-Length: 5");
    site.time().pass(SECOND.multipliedBy(10));

    assertThat(peer.isClosed()).isTrue();
  }

  @Test
  void aHeadThatComesByteByByteInTimeIsAnswered() {
    Peer peer = site.connect();
    StringBuilder answer = new StringBuilder();
    "GET /ready HTTP/1.1\r\nHost: a\r\n\r\n"
        .chars()
        .forEach(c -> answer.append(peer.send(String.valueOf((char) c))));

    assertThat(answer).hasToString(OK);
  }

  @Test
  void everyWholeRequestGivesTenSecondsMore() {
    Peer peer = site.connect();
    for (int i = 0; i < 5; i++) {
      site.time().pass(SECOND.multipliedBy(9));
      assertThat(peer.ask("GET /ready HTTP/1.1")).isEqualTo(OK);
    }

    site.time().pass(SECOND.multipliedBy(10));
    assertThat(peer.isClosed()).isTrue();
  }

  @Test
  void aScrapeIsGivenTheTimeThatItTakes() {
    Peer scraper = site.connect();
    scraper.ask("GET /metrics HTTP/1.1");
    site.time().pass(SECOND.multipliedBy(60));
    site.renderPages();

    assertThat(scraper.received()).startsWith("HTTP/1.1 200 ");
    site.time().pass(SECOND.multipliedBy(10));
    assertThat(scraper.isClosed()).isTrue();
  }

  @Test
  void aScraperThatLeftIsNoConnection() {
    Peer scraper = site.connect();
    scraper.ask("GET /metrics HTTP/1.1");
    scraper.leave();
    site.renderPages();

    assertThat(scraper.received()).isEmpty();
    assertThat(site.endpoints().connections()).isZero();
  }

  @Test
  void aScraperThatOnlyListensIsAnsweredAndClosed() {
    Peer scraper = site.connect();
    scraper.ask("GET /metrics HTTP/1.1");
    scraper.endOutput();
    site.renderPages();

    assertThat(scraper.received())
        .startsWith("HTTP/1.1 200 ")
        .contains("\r\nConnection: close\r\n");
    assertThat(scraper.isClosed()).isTrue();
  }

  @Test
  void whoDoesNotReadItsLastAnswerIsCutToo() {
    for (String path : List.of("/ready", "/metrics", "/drain")) {
      Peer deaf = site.connectDeaf();
      deaf.ask("GET " + path + " HTTP/1.1", "Connection: close");
      site.renderPages();
      site.time().pass(SECOND.multipliedBy(5));
      assertThat(deaf.isClosed()).isFalse();

      site.time().pass(SECOND.multipliedBy(10));
      assertThat(deaf.isClosed()).as(path).isTrue();
    }
    assertThat(site.endpoints().connections()).isZero();
  }

  @Test
  void aFreshProbeIsAnsweredHoweverManyAreOpen() {
    List<Peer> idle = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      idle.add(site.connect());
      site.time().pass(Duration.ofMillis(1));
    }

    assertThat(site.ask("GET /ready HTTP/1.1")).isEqualTo(OK);
    assertThat(idle.subList(0, 85)).allMatch(Peer::isClosed);
    assertThat(idle.subList(85, 100)).noneMatch(Peer::isClosed);
    assertThat(site.endpoints().connections()).isEqualTo(16);
    assertThat(site.metric(CAP)).isEqualTo("85.0");
    assertThat(site.metric("probe_agent_http_connections")).isEqualTo("16.0");
  }

  @Test
  void whoLeavesIsForgotten() {
    List<Peer> peers = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      peers.add(site.connect());
    }
    peers.forEach(Peer::leave);

    assertThat(site.endpoints().connections()).isZero();
    site.time().pass(SECOND.multipliedBy(20));
    assertThat(site.time().pending()).isZero();
    assertThat(site.metric(SLOW)).isEmpty();
  }
}
