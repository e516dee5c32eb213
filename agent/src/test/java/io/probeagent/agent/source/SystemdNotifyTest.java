package io.probeagent.agent.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.fake.RunningAgent;
import io.probeagent.agent.fake.SystemdNotify;
import io.probeagent.agent.net.Transport;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A life told by systemd's own sender. */
@Timeout(60)
final class SystemdNotifyTest {
  @TempDir private Path dir;
  private RunningAgent agent;
  private Path socket;

  @BeforeEach
  void open() throws Exception {
    agent = RunningAgent.start(dir, Transport.EPOLL);
    socket = agent.config().apps().get(0).notifySocket();
  }

  @AfterEach
  void close() {
    agent.close();
  }

  @Test
  void aLifeIsTold() throws Exception {
    notify("--status=Loading");
    assertThat(agent.get("/ready")).isEqualTo("503 app not ready: Loading");

    notify("--ready", "--status=Serving");
    assertThat(agent.get("/ready")).isEqualTo("200 ok");
    assertThat(agent.state().at("/instance/status").asText()).isEqualTo("Serving");

    notify(
        SystemdNotify.newest("--reloading", "RELOADING=1"), "--status=Reading the configuration");
    assertThat(agent.get("/ready")).isEqualTo("200 ok");
    notify("--ready", "--pid=4711", "--status=Serving on");
    assertThat(agent.state().at("/instance/status").asText()).isEqualTo("Serving on");

    notify(SystemdNotify.newest("--stopping", "STOPPING=1"));
    assertThat(agent.get("/ready")).isEqualTo("503 app not ready: draining: STOPPING=1");
    assertThat(agent.get("/live")).isEqualTo("200 ok");
  }

  @Test
  void whoDoesNotWaitIsHeardToo() throws Exception {
    notify("--no-block", "--ready");
    notify("STATUS=second");

    assertThat(agent.get("/ready")).isEqualTo("200 ok");
    assertThat(agent.get("/metrics")).contains("notify_messages_total{app=\"app\"} 3.0");
  }

  private void notify(String... arguments) throws Exception {
    SystemdNotify.End end = SystemdNotify.run(Optional.of(socket), arguments);
    assertThat(end.code()).as(end.said()).isZero();
  }
}
