package io.probeagent.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.fake.RunningAgent;
import io.probeagent.agent.net.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One app, and everything that can be said to it and asked of it. */
@Timeout(60)
final class CommandsTest {
  @TempDir private Path dir;
  private RunningAgent agent;
  private Terminal terminal;

  @BeforeEach
  void open() throws Exception {
    agent = RunningAgent.start(dir, Transport.best());
    terminal = new Terminal(agent.config());
  }

  @AfterEach
  void close() {
    agent.close();
  }

  @Test
  void checkAnswersAsTheProbesDo() throws IOException {
    assertThat(terminal.run("check", "live")).isEqualTo("1|app not live: no instance seen yet|");
    assertThat(terminal.run("check", "ready")).startsWith("1|app not ready: ");
    assertThat(terminal.run("check", "startup")).startsWith("1|app not started: ");
    assertThat(terminal.run("notify", "READY=0", "STATUS=warming up")).isEqualTo("0|ok|");

    assertThat(terminal.run("check", "live")).isEqualTo("0|ok|");
    assertThat(terminal.run("check", "ready")).isEqualTo("1|app not ready: warming up|");
    assertThat(terminal.run("notify", "READY=1")).isEqualTo("0|ok|");
    assertThat(terminal.run("check", "ready")).isEqualTo("0|ok|");
    assertThat(terminal.run("check", "startup", "app")).isEqualTo("0|ok|");
    assertThat(agent.get("/ready")).isEqualTo("200 ok");
  }

  @Test
  void notifySaysSeveralLinesAndTellsWhichWereRefused() {
    assertThat(terminal.run("notify", "READY=maybe", "X_INFLIGHT=3", "WATCHDOG=woof"))
        .isEqualTo(
            "1|READY is 'maybe' (expected: 0 or 1)\nWATCHDOG is 'woof' (expected: 1 or trigger)|");
    assertThat(terminal.run("status")).contains(", 3 in flight");
  }

  @Test
  void notifyTakesValuesWithEqualsSignsAndMoreThanAscii() {
    assertThat(terminal.run("notify", "READY=0", "STATUS=a=b ü 🦔")).isEqualTo("0|ok|");
    assertThat(terminal.run("check", "ready")).isEqualTo("1|app not ready: a=b ü 🦔|");
  }

  @Test
  void drainAndUndrainTellThePlan() throws IOException {
    terminal.run("notify", "READY=1");

    assertThat(terminal.run("drain")).matches("0\\|app: OK delay_ms=\\d{4} deadline_ms=\\d{5}\\|");
    assertThat(agent.get("/ready")).isEqualTo("503 app not ready: draining: drain asked for");
    assertThat(agent.get("/live")).isEqualTo("200 ok");
    assertThat(terminal.run("undrain", "app")).isEqualTo("0|app: OK|");
    assertThat(agent.get("/ready")).isEqualTo("200 ok");
  }

  @Test
  void undrainingWhatStopsByItselfFails() {
    terminal.run("notify", "READY=1", "STOPPING=1");

    assertThat(terminal.run("undrain")).isEqualTo("1|app stops by itself, which is final|");
  }

  @Test
  void statusIsForPeople() {
    terminal.run("notify", "READY=1", "X_ANYTHING=1", "X_INFLIGHT=2");

    assertThat(terminal.run("status"))
        .matches(
            """
            0\\|app {2}READY {2}since [-0-9]+T[:.0-9]+Z \\(READY=1\\)
             {2}startup ok, live ok, ready ok
             {2}instance 1 \\(said-1\\), lease none, 2 in flight
             {2}1 × socket ignored, last: X_ANYTHING\\|""");
  }

  @Test
  void aFileIsInTheStatusToo() throws Exception {
    Files.createFile(dir.resolve("live"));
    agent.awaitLine("transition", "\"to\":\"READY\"");
    terminal.run("drain");

    assertThat(terminal.run("status", "app"))
        .contains("DRAINING", "startup ok, live ok, ready no: draining: drain asked for")
        .contains("drain origin=OUTSIDE elapsed_ms=");
  }

  @Test
  void withoutAnAgentEveryCommandSaysSo() {
    agent.close();

    for (String command : new String[] {"status", "drain", "undrain"}) {
      assertThat(terminal.run(command))
          .startsWith("1||probe-agent: no agent answers at " + dir.resolve("signal.sock") + ": ")
          .endsWith(" (is it running, and is PROBE_DIR right?)");
    }
    assertThat(terminal.run("check", "live")).startsWith("1||probe-agent: no agent answers at ");
    assertThat(terminal.run("notify", "READY=1")).startsWith("1||probe-agent: no agent answers");
  }
}
