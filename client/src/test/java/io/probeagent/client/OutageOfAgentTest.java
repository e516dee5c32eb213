package io.probeagent.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent comes late, restarts or talks nonsense; the client tells its state again. */
final class OutageOfAgentTest {

  @TempDir private Path temp;
  private Path path;
  private SharedFolder folder;
  private final Warnings warnings = new Warnings();

  @BeforeEach
  void folder() {
    path = temp.resolve("p");
    folder = new SharedFolder(path);
  }

  @AfterEach
  void closeWarnings() {
    warnings.close();
  }

  @Test
  void aRestartedAgentHearsTheWholeStateInOrder() throws Exception {
    Files.createDirectory(path);
    Map<String, String> env = new HashMap<>(folder.env());
    env.put("WATCHDOG_USEC", "9000000");
    FakeAgent first = new FakeAgent(path, FakeAgent.OK);
    ProbeClient client = ProbeClient.connect(env, System::nanoTime, SharedFolder.PATIENCE);
    String instance = first.line();
    client.ready();
    client.status("fine");
    client.inFlight(3);
    first.linesUntil("X_INFLIGHT=3");
    first.close();
    Files.delete(path.resolve("live"));
    try (FakeAgent second = new FakeAgent(path, FakeAgent.OK)) {
      assertThat(second.lines(5))
          .containsExactly(
              instance, "WATCHDOG_USEC=9000000", "READY=1", "STATUS=fine", "X_INFLIGHT=3");
      assertThat(folder.live()).as("made anew").isEqualTo(instance + "\nREADY=1\nSTATUS=fine\n");
      client.notReady("on");
      assertThat(second.lines(2)).containsExactly("READY=0", "STATUS=on");
      client.close();
    }
    assertThat(warnings.texts())
        .as("one outage, one warning")
        .singleElement()
        .asString()
        .startsWith("lost the agent at " + path.resolve("signal.sock"));
  }

  @Test
  void aRestartedAgentDoesNotTakeAStoppingAppForReady() throws Exception {
    Files.createDirectory(path);
    FakeAgent first = new FakeAgent(path, FakeAgent.OK);
    try (ProbeClient client = folder.connect(System::nanoTime)) {
      client.ready();
      client.draining();
      first.linesUntil("STOPPING=1");
      first.close();
      try (FakeAgent second = new FakeAgent(path, FakeAgent.OK)) {
        assertThat(second.lines(3)).endsWith("READY=0", "STOPPING=1");
      }
    }
  }

  @Test
  void theFolderMayComeLater() throws Exception {
    try (ProbeClient client = ProbeClient.connect(folder.env())) {
      client.ready();
      Files.createDirectory(path);
      try (FakeAgent agent = new FakeAgent(path, FakeAgent.OK)) {
        String instance = agent.line();
        assertThat(agent.line()).isEqualTo("READY=1");
        assertThat(folder.live()).isEqualTo(instance + "\nREADY=1\n");
        assertThat(warnings.texts())
            .startsWith("PROBE_DIR=" + path + " is missing (expected: a shared folder); trying on")
            .as("the socket may be missed for an instant, after the folder came")
            .hasSizeLessThan(3);
      }
    }
  }

  @Test
  void nonsenseCountsAsAnAnswerAndIsReportedOnce() throws Exception {
    Files.createDirectory(path);
    try (FakeAgent agent = new FakeAgent(path, line -> "\u0007ERR? not today\n")) {
      ProbeClient client = folder.connect(System::nanoTime);
      client.ready();
      assertThat(client.draining()).isEqualTo(DrainPlan.DEFAULT);
      client.close();
      List<String> lines = agent.linesUntil(FakeAgent.END);
      assertThat(lines.subList(1, lines.size()))
          .containsExactly("READY=0", "READY=1", "STOPPING=1", "BYE=1", FakeAgent.END);
    }
    assertThat(warnings.texts())
        .singleElement()
        .asString()
        .matches("the agent answered \" ERR\\? not today\" to INSTANCE=.* \\(expected: OK\\)");
  }

  @Test
  void answersThatNobodyAskedForAreSkipped() throws Exception {
    Files.createDirectory(path);
    try (FakeAgent agent = new FakeAgent(path, line -> "OK\n\nOK delay_ms=1\nOK\n");
        ProbeClient client = folder.connect(System::nanoTime)) {
      client.ready();
      assertThat(agent.lines(3)).endsWith("READY=0", "READY=1");
    }
  }

  @Test
  void aReplyWithoutAnEndCostsTheConnection() throws Exception {
    Files.createDirectory(path);
    AtomicBoolean sane = new AtomicBoolean();
    try (FakeAgent agent =
            new FakeAgent(path, line -> sane.getAndSet(true) ? "OK\n" : "x".repeat(5000));
        ProbeClient client = ProbeClient.connect(folder.env())) {
      String instance = agent.line();
      agent.linesUntil(FakeAgent.END);
      assertThat(agent.line()).isEqualTo(instance);
      client.ready();
      assertThat(agent.linesUntil("READY=1")).doesNotContain(FakeAgent.END);
    }
    assertThat(warnings.texts())
        .singleElement()
        .asString()
        .contains("a reply is longer than 4096 bytes");
  }
}
