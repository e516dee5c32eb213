package io.probeagent.rollout.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.rollout.process.AgentProcess;
import io.probeagent.rollout.process.Await;
import io.probeagent.rollout.process.Ports;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Words of daemons that are not true, and what comes of them. */
final class UntrueWordsIT {
  private final Bench bench = new Bench();

  UntrueWordsIT() throws IOException {}

  @AfterEach
  void close() throws IOException {
    bench.close();
  }

  /** So do images that set up a database: the server that they start for it says READY=1. */
  @Test
  void aServerWithoutItsPortIsNotReadyWhateverItSays() throws Exception {
    AgentProcess agent = begin(Daemon.MARIADB);
    Path socket = bench.awaitNotifySocket();
    Run setUp = bench.begin(Daemon.MARIADB, socket, "--skip-networking");
    Sight.await(agent, "READY 200/200/503 #1");
    setUp.stop("TERM");
    Sight.await(agent, "DRAINING 200/200/503 #1");
    bench.run(Daemon.MARIADB, socket);
    Sight.await(agent, "READY 200/200/200 #2");
  }

  /** It says READY=1 before a worker has loaded the app. */
  @Test
  void anAppThatCannotBeLoadedIsNotReadyForLong() throws Exception {
    AgentProcess agent = begin(Daemon.GUNICORN);
    Files.writeString(bench.home().resolve("app.py"), "raise Exception('broken')\n");
    Run run = bench.begin(Daemon.GUNICORN, bench.awaitNotifySocket());
    String said =
        Await.answer(
            Run.LIMIT,
            () -> agent.state().at("/apps/0/instance/status").asText(),
            status -> !status.isEmpty());
    assertThat(said).isEqualTo("Gunicorn arbiter booted");
    run.awaitEnd();
    // STOPPED only if the agent looked while it listened.
    Sight last =
        Await.answer(
            Run.LIMIT, () -> Sight.of(agent, "app"), sight -> sight.answers().endsWith("503"));
    assertThat(last.answers()).endsWith("503");
    assertThat(last.instance()).isEqualTo(1);
  }

  /** It says STOPPING=1, finds that it cannot save, and serves on. */
  @Test
  void aStopThatIsNotCarriedOutKeepsItUnready() throws Exception {
    AgentProcess agent = begin(Daemon.REDIS);
    Path data = Files.createDirectory(bench.home().resolve("data"));
    Files.writeString(
        Daemon.REDIS.file(bench.home()),
        "save 900 1\ndir " + data + "\n",
        StandardOpenOption.APPEND);
    Run run = bench.run(Daemon.REDIS, bench.awaitNotifySocket());
    Sight.await(agent, "READY 200/200/200 #1");
    try (Socket client = new Socket()) {
      client.connect(Ports.loopback(bench.port()));
      client.getOutputStream().write("SET a b\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(client.getInputStream().read()).isEqualTo('+');
    }
    Files.delete(data);

    run.signal("TERM");
    String status =
        Await.answer(
            Run.LIMIT,
            () -> agent.state().at("/apps/0/instance/status").asText(),
            said -> said.startsWith("Error"));
    assertThat(status).isEqualTo("Error trying to save the DB, can't exit.");
    Sight.await(agent, "DRAINING 200/200/503 #1");
    assertThat(Listener.on(bench.port())).isTrue();
    run.kill();
    Sight.await(agent, "STOPPED 503/503/503 #1");
  }

  private AgentProcess begin(Daemon daemon) throws Exception {
    daemon.assumeInstalled(bench.home());
    daemon.prepare(bench.home(), bench.port());
    return bench.agent("--poll=250ms", "--app-ports=" + bench.port(), "--ready-by=word");
  }
}
