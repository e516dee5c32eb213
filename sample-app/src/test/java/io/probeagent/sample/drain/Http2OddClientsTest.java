package io.probeagent.sample.drain;

import static io.probeagent.sample.drain.TestServer.EVER;
import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.sample.RawClient;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Clients of HTTP/2 that do what is allowed and rarely done, some of them byte by byte. */
final class Http2OddClientsTest {

  private static final Duration MOMENT = Duration.ofMillis(50);
  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  private static final String SETTINGS = "\0\0\0\4\0\0\0\0\0";

  /** GET of a path of five characters, as stream 1. */
  private static String get(String path) {
    return "\0\0\11\1\5\0\0\0\1" + "\u0082\u0086\4\5" + path;
  }

  /** R5 and R11: it was silent when the drain came to FINISH, but not for long enough. */
  @Test
  void aSilentConnectionThatTurnsOutToBeHttp2IsNotIdle() throws Exception {
    boolean inTime = false;
    for (int millis = 300; !inTime; millis *= 4) {
      assertThat(millis).as("the machine is never quick enough").isLessThan(60_000);
      inTime = speaksBeforeItsSilenceIsLongEnough(Duration.ofMillis(millis));
    }
  }

  /** Whether this machine was quick enough for that. */
  private static boolean speaksBeforeItsSilenceIsLongEnough(Duration quiet) throws Exception {
    Timers timers = new Timers(EVER, quiet, EVER, EVER, EVER, EVER, EVER);
    try (TestServer server = new TestServer(timers);
        RawClient client = server.connect()) {
      server.awaitOpen(1);
      server.traffic.hurry();
      long begun = System.nanoTime();
      CompletableFuture<Void> drain = server.drain(EVER);
      server.awaitPhase(Phase.FINISH);
      if (!isSent(client, PREFACE + SETTINGS + get("/held"))
          || System.nanoTime() - begun >= quiet.toNanos()) {
        return false;
      }
      server.awaitExecuted("/held");
      server.worker.schedule(() -> {}, 2 * quiet.toMillis(), TimeUnit.MILLISECONDS).sync();
      server.release();
      assertThat(client.readUntil("done")).endsWith("done");
      client.leave();
      TestServer.await(drain);
      assertThat(server.summary()).contains(TestServer.count(Outcome.SERVED, 1));
      return true;
    }
  }

  private static boolean isSent(RawClient client, String bytes) {
    try {
      client.send(bytes);
      return true;
    } catch (UncheckedIOException ended) {
      return false;
    }
  }

  /** The client's window is two bytes wide; it opens it when it likes. */
  @Test
  void anAnswerThatWaitsForItsWindowIsFinished() throws Exception {
    Timers timers = new Timers(EVER, Duration.ZERO, EVER, EVER, EVER, MOMENT, EVER);
    try (TestServer server = new TestServer(timers);
        RawClient client = server.connect()) {
      client.send(PREFACE + "\0\0\6\4\0\0\0\0\0" + "\0\4\0\0\0\2" + get("/held"));
      server.awaitExecuted("/held");
      server.release();
      client.readUntil("do");
      CompletableFuture<Void> drain = server.drain(EVER);
      String goAway = "\0\0\10\7\0\0\0\0\0";
      client.readUntil(goAway + "\177\377\377\377\0\0\0\0");
      client.readUntil(goAway + "\0\0\0\1\0\0\0\0");
      server.settle();
      assertThat(drain).isNotDone();
      client.send("\0\0\4\10\0\0\0\0\1" + "\0\0\0\2");
      assertThat(client.readUntil("ne")).endsWith("ne");
      client.leave();
      TestServer.await(drain);
      assertThat(server.summary()).contains(TestServer.count(Outcome.SERVED, 1));
    }
  }

  @Test
  void aConnectionWithoutAStreamEnds() throws Exception {
    Timers timers = new Timers(EVER, Duration.ZERO, MOMENT, MOMENT, EVER, MOMENT, EVER);
    try (TestServer server = new TestServer(timers);
        RawClient client = server.connect()) {
      client.send(PREFACE);
      server.awaitOpen(1);
      server.settle();
      TestServer.await(server.drain(EVER));
      assertThat(server.summary()).contains(" closed_by_client=0 closed_by_us=1 ");
    }
  }

  /** The rest of the body can never come. */
  @Test
  void aHalfClosingClientWithHalfABodyIsNotWaitedFor() throws Exception {
    try (TestServer server = new TestServer(TestServer.quick());
        Http2Client client = new Http2Client(server.port())) {
      client.request("PUT", "/now", false);
      server.awaitInFlight(1);
      client.endOutput();
      server.awaitInFlight(0);
      client.await("closed");
      server.awaitOpen(0);
    }
  }

  @Test
  void aHalfClosingClientGetsItsAnswer() throws Exception {
    try (TestServer server = new TestServer(TestServer.quick());
        Http2Client client = new Http2Client(server.port())) {
      client.get("/held");
      server.awaitExecuted("/held");
      client.endOutput();
      server.settle();
      server.release();
      client.await("3 done end");
      client.await("closed");
    }
  }

  /** An answer came before the body, and the body never ends. */
  @Test
  void aBodyThatNobodyNeedsIsNotWaitedFor() throws Exception {
    Timers timers = new Timers(EVER, Duration.ZERO, EVER, EVER, MOMENT, MOMENT, EVER);
    try (TestServer server = new TestServer(timers);
        Http2Client client = new Http2Client(server.port())) {
      client.request("PUT", "/early", false);
      client.await("3 done end");
      server.settle(); // the client may have the answer before the server has counted it
      CompletableFuture<Void> drain = server.drain(EVER);
      client.await("3 reset 0");
      client.await("goaway 3");
      client.leave();
      TestServer.await(drain);
      assertThat(server.summary()).contains(" served=0 "); // before the drain
    }
  }

  @Test
  void aStreamThatTheClientGivesUpIsUncounted() throws Exception {
    try (TestServer server = new TestServer(TestServer.quick());
        RawClient client = server.connect()) {
      client.send(PREFACE + SETTINGS + get("/held"));
      server.awaitExecuted("/held");
      CompletableFuture<Void> drain = server.drain(EVER);
      server.awaitPhase(Phase.NUDGE);
      client.send("\0\0\4\3\0\0\0\0\1" + "\0\0\0\10");
      server.awaitInFlight(1);
      server.awaitInFlight(0);
      client.leave();
      TestServer.await(drain);
      assertThat(server.summary()).contains(TestServer.count(Outcome.ABANDONED, 1));
    }
  }
}
