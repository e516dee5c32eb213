package io.probeagent.agent.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.fake.LineClient;
import io.probeagent.agent.net.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may drain is a matter of the user at the other end; who may look is not. */
@Timeout(60)
@ParameterizedClass
@EnumSource(Transport.class)
final class SocketControlTest {
  private static final int OTHER = 4711;

  private final Transport transport;
  @TempDir private Path dir;

  SocketControlTest(Transport transport) {
    this.transport = transport;
  }

  @Test
  void aUserWhoMayIsServed() throws IOException {
    try (SocketBench bench = bench(Set.of(OTHER, own()));
        LineClient client = LineClient.connect(dir.resolve("signal.sock"))) {
      assertThat(client.say("DRAIN", "UNDRAIN"))
          .satisfiesExactly(
              answer -> assertThat(answer).startsWith("OK drain app by uid "),
              answer -> assertThat(answer).startsWith("OK undrain app by uid "));
      assertThat(bench.errors).isEmpty();
    }
  }

  @Test
  void aUserWhoMayNotIsRefused() throws IOException {
    try (SocketBench bench = bench(Set.of(OTHER));
        LineClient client = LineClient.connect(dir.resolve("signal.sock"))) {
      assertThat(client.say("DRAIN", "UNDRAIN"))
          .satisfiesExactly(
              answer -> assertThat(answer).startsWith("ERR refused DRAIN to uid "),
              answer -> assertThat(answer).startsWith("ERR refused UNDRAIN to uid "));
      assertThat(bench.pod.view(bench.app).state().drain()).isNull();
    }
  }

  @Test
  void withoutAListNobodyMay() throws IOException {
    try (SocketBench bench = bench(Set.of());
        LineClient client = LineClient.connect(dir.resolve("signal.sock"))) {
      assertThat(client.ask("DRAIN")).startsWith("ERR refused DRAIN ");
      assertThat(bench.errors).isEmpty();
    }
  }

  @Test
  void whoWaitsForADrainMayBeSilentAndIsAnsweredInTurn() throws Exception {
    try (SocketBench bench = bench(Set.of(own()));
        LineClient client = bench.connect()) {
      client.send("DRAIN wait\nCHECK ready\n");
      bench.awaitWaiting(1);
      bench.advance(Duration.ofHours(1));
      bench.onLoop(() -> bench.control.over("{\"drained\":true}"));

      assertThat(client.line()).isEqualTo("{\"drained\":true}");
      assertThat(client.line()).isEqualTo("OK check app ready");
      bench.advance(Peers.SILENCE);
      assertThat(client.line()).as("its silence counts again").isEqualTo("<end>");
    }
  }

  @Test
  void whoMayNotWaitForADrainIsToldSoLater() throws Exception {
    try (SocketBench bench = bench(Set.of(OTHER));
        LineClient client = bench.connect()) {
      client.send("DRAIN wait\n");
      bench.awaitWaiting(1);
      bench.onLoop(() -> bench.control.over(""));

      assertThat(client.line()).startsWith("ERR refused DRAIN to uid ");
    }
  }

  @Test
  void whoGoesAwayDoesNotWaitAnyMore() throws Exception {
    try (SocketBench bench = bench(Set.of(own()))) {
      try (LineClient client = bench.connect()) {
        client.send("DRAIN wait\nDRAIN wait\n");
        bench.awaitWaiting(2);
      }
      bench.awaitWaiting(0);
    }
  }

  @Test
  void theOnlyThingToAskOfADrainIsToWait() throws IOException {
    try (SocketBench bench = bench(Set.of(own()));
        LineClient client = bench.connect()) {
      assertThat(client.ask("DRAIN \u001b" + "x".repeat(50)))
          .isEqualTo("ERR DRAIN is ' " + "x".repeat(39) + "' (expected: nothing, or wait)");
      assertThat(bench.errors).hasSize(1);
    }
  }

  @Test
  void everybodyMayLook() throws IOException {
    try (SocketBench bench = bench(Set.of());
        LineClient client = LineClient.connect(dir.resolve("signal.sock"))) {
      assertThat(client.say("STATE", "CHECK ready", "CHECK", "CHECK  live "))
          .containsExactly(
              "{\"state\":\"app\"}", "OK check app ready", "OK check app ", "OK check app live");
      assertThat(bench.errors).isEmpty();
    }
  }

  @Test
  void whoIsToldByNameOrNumber() throws IOException {
    try (SocketBench bench = bench(Set.of(own()));
        LineClient client = LineClient.connect(dir.resolve("signal.sock"))) {
      String name = Files.getOwner(dir).getName();

      assertThat(client.ask("DRAIN"))
          .isIn("OK drain app by uid " + own(), "OK drain app by uid " + name);
      assertThat(bench.errors).isEmpty();
    }
  }

  private SocketBench bench(Set<Integer> uids) throws IOException {
    SocketBench bench = new SocketBench(dir, transport, uids, Runnable::run);
    bench.socket.bind();
    return bench;
  }

  private int own() throws IOException {
    return (Integer) Files.getAttribute(dir, "unix:uid");
  }
}
