package io.probeagent.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.fake.RunningAgent;
import io.probeagent.agent.net.Transport;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several apps: all of them are meant, or the one that is named. */
@Timeout(60)
final class CommandsOfManyAppsTest {
  @TempDir private Path dir;
  private RunningAgent agent;
  private Terminal terminal;

  @BeforeEach
  void open() throws Exception {
    Files.createDirectory(dir.resolve("web"));
    Files.createDirectory(dir.resolve("job-2"));
    agent = RunningAgent.start(dir, Transport.best(), "PROBE_APPS=web,job-2");
    terminal = new Terminal(agent.config());
  }

  @AfterEach
  void close() {
    agent.close();
  }

  @Test
  void checkIsAboutAllUnlessOneIsNamed() {
    assertThat(terminal.run("notify", "web", "READY=1")).isEqualTo("0|ok|");

    assertThat(terminal.run("check", "ready"))
        .isEqualTo("1|job-2 not ready: no instance seen yet|");
    assertThat(terminal.run("check", "ready", "web")).isEqualTo("0|ok|");
    assertThat(terminal.run("check", "ready", "job-2")).startsWith("1|");
    terminal.run("notify", "job-2", "READY=1");
    assertThat(terminal.run("check", "ready")).isEqualTo("0|ok|");
  }

  @Test
  void drainIsAboutAllUnlessOneIsNamed() {
    terminal.run("notify", "web", "READY=1");
    terminal.run("notify", "job-2", "READY=1");

    assertThat(terminal.run("drain", "web")).startsWith("0|web: OK delay_ms=");
    assertThat(terminal.run("check", "ready", "job-2")).isEqualTo("0|ok|");
    assertThat(terminal.run("undrain")).isEqualTo("0|web: OK\njob-2: OK|");
    assertThat(terminal.run("check", "ready")).isEqualTo("0|ok|");
  }

  @Test
  void statusIsAboutAllUnlessOneIsNamed() {
    assertThat(terminal.run("status")).startsWith("0|").contains("web  UNKNOWN", "job-2  UNKNOWN");
    assertThat(terminal.run("status", "job-2")).contains("job-2  ").doesNotContain("web  ");
  }

  @Test
  void notifyNeedsToKnowWhoSpeaks() {
    assertThat(terminal.run("notify", "READY=1"))
        .isEqualTo("2||probe-agent: notify needs the app first, one of web, job-2");
  }

  @Test
  void anAppThatDoesNotAnswerDoesNotHideTheOthers() throws Exception {
    terminal.run("notify", "job-2", "READY=1");
    Files.delete(dir.resolve("web/signal.sock"));

    assertThat(terminal.run("drain"))
        .startsWith("1|job-2: OK delay_ms=")
        .contains("|probe-agent: no agent answers at " + dir.resolve("web/signal.sock"));
  }

  @Test
  void anUnknownAppIsToldWithTheKnownOnes() {
    String unknown = "2||probe-agent: unknown app 'wep' (expected: one of web, job-2)";

    assertThat(terminal.run("check", "live", "wep")).isEqualTo(unknown);
    assertThat(terminal.run("status", "wep")).isEqualTo(unknown);
    assertThat(terminal.run("drain", "wep")).isEqualTo(unknown);
    assertThat(terminal.run("undrain", "wep")).isEqualTo(unknown);
    assertThat(terminal.run("notify", "wep", "READY=1")).isEqualTo(unknown);
  }
}
