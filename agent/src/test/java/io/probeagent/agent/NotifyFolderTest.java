package io.probeagent.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.fake.NotifySender;
import io.probeagent.agent.fake.RunningAgent;
import io.probeagent.agent.net.Transport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A sender of datagrams finds the agent wherever the folder comes from, and whenever. */
@Timeout(60)
final class NotifyFolderTest {
  @TempDir private Path parent;

  @Test
  void aFolderThatComesLateHasTheSocketSoon() throws Exception {
    Path dir = parent.resolve("probe");
    try (NotifySender app = NotifySender.open();
        RunningAgent agent = RunningAgent.start(dir, Transport.EPOLL);
        WatchService changes = parent.getFileSystem().newWatchService()) {
      Files.createDirectory(dir);
      dir.register(changes, StandardWatchEventKinds.ENTRY_CREATE);
      await(changes, dir.resolve("notify.sock"));

      app.send(dir.resolve("notify.sock"), "READY=1");
      agent.awaitNotified(1);
      assertThat(agent.get("/ready")).isEqualTo("200 ok");
    }
  }

  @Test
  void aFolderThatWasReplacedHasItAnewAndWhoIsConnectedIsStillHeard() throws Exception {
    Path dir = Files.createDirectory(parent.resolve("probe"));
    Path socket = dir.resolve("notify.sock");
    try (RunningAgent agent = RunningAgent.start(dir, Transport.EPOLL, "PROBE_POLL=100ms");
        NotifySender connected = NotifySender.connected(socket);
        NotifySender app = NotifySender.open();
        WatchService changes = parent.getFileSystem().newWatchService()) {
      app.send(socket, "READY=1");
      Files.move(dir, parent.resolve("away"));
      Files.createDirectory(dir);
      dir.register(changes, StandardWatchEventKinds.ENTRY_CREATE);
      await(changes, socket);

      app.send(socket, "STATUS=by the new folder");
      agent.awaitNotified(2);
      assertThat(status(agent)).isEqualTo("by the new folder");
      connected.send("STATUS=by the old one");
      agent.awaitNotified(3);
      assertThat(status(agent)).isEqualTo("by the old one");
      assertThat(agent.get("/ready")).isEqualTo("200 ok");
    }
  }

  @Test
  void aSenderGoesOnBehindARestart() throws Exception {
    Path socket = parent.resolve("notify.sock");
    try (NotifySender app = NotifySender.open()) {
      try (RunningAgent agent = RunningAgent.start(parent, Transport.EPOLL)) {
        app.send(socket, "READY=1\nSTATUS=one");
        agent.awaitNotified(1);
        assertThat(status(agent)).isEqualTo("one");
      }
      assertThat(socket).doesNotExist();
      try (RunningAgent agent = RunningAgent.start(parent, Transport.EPOLL)) {
        assertThat(agent.get("/ready")).isEqualTo("200 ok");
        app.send(socket, "STATUS=two");
        agent.awaitNotified(1);
        assertThat(status(agent)).isEqualTo("two");
      }
    }
  }

  @Test
  void appsAreToldApartByTheirSockets() throws Exception {
    Files.createDirectory(parent.resolve("web"));
    Files.createDirectory(parent.resolve("worker"));
    try (NotifySender app = NotifySender.open();
        RunningAgent agent = RunningAgent.start(parent, Transport.EPOLL, "PROBE_APPS=web,worker")) {
      app.send(parent.resolve("worker/notify.sock"), "READY=1");
      app.send(parent.resolve("web/notify.sock"), "READY=0");
      agent.awaitNotified(1);

      assertThat(agent.get("/ready/worker")).isEqualTo("200 ok");
      assertThat(agent.get("/ready/web")).startsWith("503 ");
      assertThat(agent.get("/metrics"))
          .contains("notify_messages_total{app=\"web\"} 1.0", "messages_total{app=\"worker\"} 1.0");
    }
  }

  /** kubelet makes an app's folder only when it starts the app, whose first word it may be. */
  @Test
  void onceItIsHealthyTheFirstWordOfEachAppIsHeard() throws Exception {
    try (NotifySender app = NotifySender.open();
        RunningAgent agent = RunningAgent.start(parent, Transport.EPOLL, "PROBE_APPS=web,worker")) {
      assertThat(agent.get("/healthz")).isEqualTo("200 ok");
      app.send(parent.resolve("worker/notify.sock"), "READY=1");
      app.send(parent.resolve("web/notify.sock"), "READY=1");
      agent.awaitNotified(1);
      assertThat(agent.get("/ready")).isEqualTo("200 ok");
    }
  }

  @Test
  void withoutEpollTheAgentGoesOnWithoutIt() throws Exception {
    try (RunningAgent agent = RunningAgent.start(parent, Transport.NIO, "PROBE_POLL=100ms")) {
      agent.awaitLine("source_error", "\"kind\":\"unavailable\"", "unix datagrams need epoll");
      assertThat(agent.connect().ask("READY=1")).isEqualTo("OK");
      assertThat(agent.get("/ready")).isEqualTo("200 ok");
      assertThat(agent.errors("unavailable")).isEqualTo(1);
    }
    assertThat(parent.resolve("notify.sock")).doesNotExist();
  }

  private static String status(RunningAgent agent) throws Exception {
    return agent.state().at("/instance/status").asText();
  }

  /** Returns once the path is there; woken by each change in the folder. */
  private static void await(WatchService changes, Path path) throws InterruptedException {
    while (!Files.exists(path)) {
      WatchKey change = changes.poll(20, TimeUnit.SECONDS);
      assertThat(change).as("a change within 20 s").isNotNull();
      change.pollEvents();
      change.reset();
    }
  }
}
