package io.probeagent.agent.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.fake.LineClient;
import io.probeagent.agent.lifecycle.Phase;
import io.probeagent.agent.net.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Silence, and a volume that hangs. */
@Timeout(60)
@ParameterizedClass
@EnumSource(Transport.class)
final class SocketTimeTest {
  private final Transport transport;
  @TempDir private Path dir;

  SocketTimeTest(Transport transport) {
    this.transport = transport;
  }

  @Test
  void halfALineAndThenSilenceIsClosedAndSaidNothing() throws Exception {
    try (SocketBench bench = SocketBench.open(dir, transport);
        LineClient client = bench.connect()) {
      assertThat(client.ask("STATUS=x")).isEqualTo("OK");
      bench.advance(Peers.SILENCE.dividedBy(2));
      client.send("STOPPING=1\nREADY=");
      assertThat(client.line()).startsWith("OK delay_ms=");

      bench.advance(Peers.SILENCE);
      bench.advance(Peers.SILENCE);

      assertThat(client.line()).isIn("<end>", "ERR READY is '' (expected: 0 or 1)");
      assertThat(bench.pod.view(bench.app).state().phase()).isEqualTo(Phase.DRAINING);
    }
  }

  @Test
  void aLeaseMayBeSilent() throws Exception {
    try (SocketBench bench = SocketBench.open(dir, transport);
        LineClient app = bench.connect();
        LineClient other = bench.connect()) {
      app.say("INSTANCE=4f2a", "READY=1");
      other.ask("CHECK live");

      bench.advance(Duration.ofHours(1));

      assertThat(other.line()).isEqualTo("<end>");
      assertThat(app.ask("READY=0")).isEqualTo("OK");
    }
  }

  @Test
  void aVolumeThatHangsDoesNotHangTheApp() throws Exception {
    Queue<Runnable> hanging = new ConcurrentLinkedQueue<>();
    try (SocketBench bench = new SocketBench(dir, transport, Set.of(), hanging::add)) {
      bench.socket.bind();
      try (LineClient client = bench.connect()) {
        assertThat(client.say("READY=1", "CHECK ready", "STATUS=x"))
            .containsExactly("OK", "OK check app ready", "OK");
        assertThat(hanging).as("nothing was written").hasSize(1);
      }
    }
  }
}
