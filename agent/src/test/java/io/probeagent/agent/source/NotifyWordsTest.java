package io.probeagent.agent.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.fake.NotifySender;
import io.probeagent.agent.fake.RunningAgent;
import io.probeagent.agent.net.Transport;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What datagrams do to an agent, and what they do not. */
@Timeout(60)
final class NotifyWordsTest {
  @TempDir private Path dir;
  private RunningAgent agent;
  private NotifySender app;
  private int said;

  @BeforeEach
  void open() throws Exception {
    app = NotifySender.open();
    agent = RunningAgent.start(dir, Transport.EPOLL);
  }

  @AfterEach
  void close() {
    app.close();
    agent.close();
  }

  @Test
  void aLifeIsTold() throws IOException {
    say("STATUS=Loading\n");
    assertThat(agent.get("/ready")).isEqualTo("503 app not ready: Loading");
    assertThat(agent.get("/live")).isEqualTo("200 ok");
    say("READY=1\nSTATUS=Serving\nMAINPID=4711\n");
    assertThat(agent.get("/ready")).isEqualTo("200 ok");
    assertThat(agent.state().at("/instance/status").asText()).isEqualTo("Serving");
    say("STOPPING=1");
    assertThat(agent.get("/ready")).isEqualTo("503 app not ready: draining: STOPPING=1");
    assertThat(agent.get("/live")).isEqualTo("200 ok");
  }

  @Test
  void everyDatagramIsCountedWhateverIsInIt() throws IOException {
    say("READY=1");
    say("\0");
    say("hello");
    say("X_NEW=1");
    say("x".repeat(5000));
    say("a\0b");
    say("BARRIER=1");

    assertThat(agent.get("/ready")).isEqualTo("200 ok");
  }

  @Test
  void whatIsTooLongIsIgnoredWholeAndTold() throws Exception {
    String fits = "READY=1\nSTATUS=" + "x".repeat(4096 - 15);
    say(fits + "y");
    assertThat(agent.get("/live")).startsWith("503 ");
    agent.awaitLine("source_error", "\"kind\":\"too_long\"", "more than 4096 bytes");
    say(fits);
    assertThat(agent.get("/ready")).isEqualTo("200 ok");
    say("STOPPING=1\n" + "x".repeat(100_000));
    assertThat(agent.get("/ready")).isEqualTo("200 ok");
    assertThat(agent.errors("too_long")).isEqualTo(2);
  }

  @Test
  void aNulInsideMakesItIgnoredAndOneAtTheEndIsFine() throws Exception {
    say("READY=1\0\n");
    say("READY=1\0\0");
    say("\0READY=1");
    assertThat(agent.get("/live")).startsWith("503 ");
    assertThat(agent.errors("nul")).isEqualTo(3);
    assertThat(agent.awaitLine("source_error", "nul")).contains("byte 7 of 9 is NUL");
    say("READY=1\0");
    assertThat(agent.get("/ready")).isEqualTo("200 ok");
  }

  @Test
  void aBadLineCostsItselfOnly() throws Exception {
    say("STATUS=caf\u00e9\nREADY=yes\nDRAIN\nREADY=1\nX_INFLIGHT=3".getBytes(ISO_8859_1));

    assertThat(agent.get("/ready")).isEqualTo("200 ok");
    assertThat(agent.state().at("/instance/in_flight").asInt()).isEqualTo(3);
    assertThat(agent.errors("malformed")).as("once for each datagram").isEqualTo(1);
    assertThat(agent.awaitLine("source_error", "malformed"))
        .contains("a line of 11 bytes is not UTF-8, and 2 lines more");
    say("STATUS");
    assertThat(agent.awaitLine("source_error", "malformed")).contains("line is 'STATUS'");
  }

  @Test
  void anInstanceCannotBeNamed() throws Exception {
    say("INSTANCE=4f2a\nREADY=1\nX_FOO=1");

    assertThat(agent.state().at("/instance/id").asText()).isEqualTo("said-1");
    assertThat(agent.state().at("/instance/lease").asText()).isEqualTo("none");
    assertThat(agent.errors("ignored")).isEqualTo(1);
    assertThat(agent.json().path("source_errors").toString())
        .contains("\"last\":\"INSTANCE=4f2a in a datagram\"");
  }

  @Test
  void keysThatAreNotKnownAreCountedAndNotLogged() throws Exception {
    say("READY=1\nMAINPID=1\nX_FOO=2");

    assertThat(agent.errors("ignored")).isEqualTo(1);
    assertThat(agent.json().path("source_errors").toString())
        .contains("\"last\":\"keys that are not known: 2\"");
    assertThat(agent.hasLogged("source_error")).isFalse();
  }

  @Test
  void aDatagramWithoutALineIsNothing() throws IOException {
    say("\n\n");
    say("\0");

    assertThat(agent.state().path("phase").asText()).isEqualTo("UNKNOWN");
    assertThat(agent.json().path("source_errors")).isEmpty();
  }

  @Test
  void ofTheWordsForAPhaseTheWeightiestCounts() throws IOException {
    say("RELOADING=1\nREADY=1\nSTOPPING=1");
    assertThat(agent.state().path("phase").asText()).isEqualTo("DRAINING");
  }

  @Test
  void aMessageIsOneSignal() throws Exception {
    say("READY=1\nSTATUS=Serving");

    assertThat(agent.awaitLine("transition")).contains("\"to\":\"READY\"", "Serving");
  }

  private void say(String text) throws IOException {
    say(text.getBytes(UTF_8));
  }

  private void say(byte[] bytes) throws IOException {
    app.send(socket(), bytes);
    agent.awaitNotified(++said);
  }

  private Path socket() {
    return agent.config().apps().get(0).notifySocket();
  }
}
