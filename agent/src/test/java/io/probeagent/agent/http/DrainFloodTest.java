package io.probeagent.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.hold.LateAnswers;
import io.probeagent.agent.net.Transport;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Strangers who hammer at {@code /drain}. */
@Timeout(120)
class DrainFloodTest {
  private static final int STRANGERS = 64;
  private static final String TOKEN = "Authorization: Bearer 0123456789abcdef";

  private final TestSite site = TestSite.ready("--control-token", "0123456789abcdef");

  @ParameterizedTest
  @EnumSource(Transport.class)
  void kubeletAndTheHookAreServedAllTheSame(Transport transport) throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger refused = new AtomicInteger();
    CountDownLatch busy = new CountDownLatch(STRANGERS * 4);
    List<Thread> strangers = new ArrayList<>();
    try (TestServer server = TestServer.open(transport, site);
        Client hook = server.connect()) {
      List<Client> late = new ArrayList<>();
      for (int i = 0; i < LateAnswers.MOST; i++) {
        late.add(server.connect().send("GET /drain HTTP/1.1\r\n\r\n"));
      }
      server.await(
          "all places are taken",
          () ->
              site.metric("probe_agent_control_requests_total{result=\"refused\",verb=\"drain\"}")
                  .equals(LateAnswers.MOST + ".0"));
      for (int i = 0; i < STRANGERS; i++) {
        Thread stranger =
            new Thread(
                () -> {
                  while (!over.get()) {
                    if (ask(server).startsWith("HTTP/1.1 429 ")) {
                      refused.incrementAndGet();
                    }
                    busy.countDown();
                  }
                });
        stranger.start();
        strangers.add(stranger);
      }
      assertThat(busy.await(60, TimeUnit.SECONDS)).isTrue();
      for (int i = 0; i < 20; i++) {
        assertThat(server.probe("/ready")).isEqualTo(Expected.last("200 OK", "ok\n"));
      }
      hook.send("GET /drain HTTP/1.1\r\n" + TOKEN + "\r\n\r\n");
      server.await("the hook is held", () -> site.metric("probe_agent_drains_held").equals("1.0"));
      assertThat(server.probe("/ready")).startsWith("HTTP/1.1 503 ");
      assertThat(server.probe("/live")).startsWith("HTTP/1.1 200 ");
      server.pass(site.pod().apps().get(0).config().policy().drainDelay());
      assertThat(hook.untilEnd()).startsWith("HTTP/1.1 200 ");
      assertThat(late.get(0).untilEnd()).startsWith("HTTP/1.1 403 ");
      assertThat(refused).hasPositiveValue();
      late.forEach(Client::close);
      over.set(true);
    } finally {
      over.set(true);
      for (Thread stranger : strangers) {
        stranger.interrupt();
        stranger.join(TimeUnit.SECONDS.toMillis(30));
      }
    }
  }

  /** Some take a place that has become free, and are not answered before the server ends. */
  private static String ask(TestServer server) {
    try {
      return Client.ask(server.address(), "GET /drain HTTP/1.1");
    } catch (UncheckedIOException ended) {
      return "";
    }
  }
}
