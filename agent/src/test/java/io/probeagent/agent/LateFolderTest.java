package io.probeagent.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.fake.LineClient;
import io.probeagent.agent.fake.RunningAgent;
import io.probeagent.agent.lifecycle.AppState;
import io.probeagent.agent.lifecycle.Phase;
import io.probeagent.agent.net.Transport;
import io.probeagent.agent.state.StateFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The shared folder may come late, and may lose what is in it. */
@Timeout(60)
final class LateFolderTest {
  @TempDir private Path parent;

  @Test
  void aFolderThatComesLateIsServedFromThenOn() throws Exception {
    Path dir = parent.resolve("probe");
    try (RunningAgent agent = RunningAgent.start(dir, Transport.best());
        WatchService changes = parent.getFileSystem().newWatchService()) {
      assertThat(agent.get("/live")).startsWith("503 ");
      assertThat(agent.errors("unreadable")).isEqualTo(1);

      Files.createDirectory(dir);
      dir.register(changes, StandardWatchEventKinds.ENTRY_CREATE);
      await(changes, dir.resolve("signal.sock"));

      try (LineClient app = agent.connect()) {
        assertThat(app.ask("READY=1")).isEqualTo("OK");
      }
      assertThat(dir.resolve(".agent/state.json")).exists();
    }
  }

  @Test
  void aSocketThatWasRemovedIsThereAgain() throws Exception {
    try (RunningAgent agent = RunningAgent.start(parent, Transport.best(), "PROBE_POLL=100ms");
        LineClient app = agent.connect();
        WatchService changes = parent.getFileSystem().newWatchService()) {
      app.say("INSTANCE=4f2a", "READY=1");
      parent.register(changes, StandardWatchEventKinds.ENTRY_CREATE);

      Files.delete(parent.resolve("signal.sock"));
      await(changes, parent.resolve("signal.sock"));

      agent.connect().close();
      assertThat(app.ask("CHECK ready")).as("who was connected still is").isEqualTo("OK");
      assertThat(agent.get("/ready")).isEqualTo("200 ok");
    }
  }

  @Test
  void aFolderThatWasReplacedIsGivenWhatIsKnown() throws Exception {
    Path dir = Files.createDirectory(parent.resolve("probe"));
    try (RunningAgent agent = RunningAgent.start(dir, Transport.best(), "PROBE_POLL=100ms");
        LineClient app = agent.connect();
        WatchService changes = parent.getFileSystem().newWatchService()) {
      app.say("INSTANCE=4f2a", "READY=1");
      Files.move(dir, parent.resolve("away"));
      Files.createDirectory(dir);

      dir.register(changes, StandardWatchEventKinds.ENTRY_CREATE);
      await(changes, dir.resolve(".agent"));
      dir.resolve(".agent").register(changes, StandardWatchEventKinds.ENTRY_CREATE);
      await(changes, dir.resolve(".agent/state.json"));

      assertThat(new StateFile(dir).load(System.nanoTime()).get("app"))
          .extracting(AppState::said)
          .isEqualTo(Phase.READY);
      assertThat(agent.get("/ready")).isEqualTo("200 ok");
    }
  }

  @Test
  void anAgentFolderThatIsALinkIsRefusedAndTold() throws Exception {
    Path elsewhere = Files.createDirectory(parent.resolve("elsewhere"));
    Path dir = Files.createDirectory(parent.resolve("probe"));
    Files.createSymbolicLink(dir.resolve(".agent"), elsewhere);
    Files.createFile(dir.resolve("live"));

    try (RunningAgent agent = RunningAgent.start(dir, Transport.best())) {
      agent.awaitLine("state_ignored", "is not a folder");
      agent.awaitLine("source_error", "\"kind\":\"bind\"", "is not a folder");
      assertThat(agent.get("/ready")).as("the probes go on").isEqualTo("200 ok");
    }
    assertThat(elsewhere).isEmptyDirectory();
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
