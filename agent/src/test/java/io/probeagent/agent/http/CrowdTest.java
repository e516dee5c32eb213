package io.probeagent.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.probeagent.agent.net.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Peers who hold connections, or will not read. */
class CrowdTest {
  private static final int CROWD = 1000;
  private static final int CAP = 256;
  private static final String CUT = "probe_agent_http_connections_closed_total{reason=\"cap\"}";
  private static final String OK = Expected.last("200 OK", "ok\n");

  private final TestSite site = TestSite.ready();

  @ParameterizedTest
  @EnumSource(Transport.class)
  void aThousandConnectionsKeepKubeletNotOut(Transport transport) throws IOException {
    List<Client> crowd = new ArrayList<>();
    try (TestServer server = TestServer.open(transport, site)) {
      for (int i = 0; i < CROWD; i++) {
        crowd.add(server.connect());
      }

      assertThat(server.probe("/ready")).isEqualTo(OK);
      assertThat(server.onLoop(() -> site.endpoints().connections())).isBetween(CAP - 1, CAP);
      assertThat(server.onLoop(() -> site.metric(CUT))).isEqualTo(CROWD + 1 - CAP + ".0");
      assertThat(crowd.get(0).untilEnd()).isEmpty();
      assertThat(crowd.get(CROWD - CAP).untilEnd()).isEmpty();
      Client newest = crowd.get(CROWD - 1);
      assertThat(newest.send("GET /ready HTTP/1.1\r\nConnection: close\r\n\r\n").untilEnd())
          .isEqualTo(OK);

      crowd.forEach(Client::close);
      server.await("all are forgotten", () -> site.endpoints().connections() == 0);
      assertThat(server.accepted()).noneMatch(Channel::isOpen);
    } finally {
      crowd.forEach(Client::close);
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void manyWhoAreSlowAreAllCutAfterTenSeconds(Transport transport) throws IOException {
    List<Client> slow = new ArrayList<>();
    try (TestServer server = TestServer.open(transport, site)) {
      for (int i = 0; i < 100; i++) {
        slow.add(server.connect());
      }
      server.await("all are accepted", () -> site.endpoints().connections() == 100);
      server.pass(Duration.ofSeconds(10));

      assertThat(slow).allMatch(client -> client.untilEnd().isEmpty());
      assertThat(server.onLoop(() -> site.endpoints().connections())).isZero();
    } finally {
      slow.forEach(Client::close);
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void whoDoesNotReadItsAnswersIsNotReadFromAndCutAfterTenSeconds(Transport transport)
      throws Exception {
    try (TestServer server = TestServer.open(transport, site);
        Client deaf = Client.to(server.address(), 4096)) {
      CountDownLatch cut = new CountDownLatch(1);
      Thread sender = new Thread(() -> sendUntilCut(deaf, "GET /state HTTP/1.1\r\n\r\n", cut));
      sender.start();
      server.await("it is accepted", () -> server.accepted().size() == 1);
      Channel channel = server.accepted().get(0);
      channel.config().setOption(ChannelOption.SO_SNDBUF, 4096);
      server.await("it is not read from", () -> !channel.config().isAutoRead());

      assertThat(server.onLoop(() -> pending(channel)))
          .isBetween(1L, 160L << 10); // at most the mark, and one read; the kernel takes more
      server.pass(Duration.ofSeconds(10));
      assertThat(cut.await(20, TimeUnit.SECONDS)).isTrue();
      sender.join();
      assertThat(channel.isOpen()).isFalse();
      assertThat(server.onLoop(() -> site.endpoints().connections())).isZero();
    }
  }

  /** Bytes of answers that wait for the peer. */
  private static long pending(Channel channel) {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    return buffer == null ? 0 : buffer.totalPendingWriteBytes();
  }

  private static void sendUntilCut(Client client, String text, CountDownLatch cut) {
    try {
      while (true) {
        client.send(text);
      }
    } catch (UncheckedIOException e) {
      cut.countDown();
    }
  }
}
