package io.probeagent.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.probeagent.agent.http.Route.Path;
import io.probeagent.agent.lifecycle.Word;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The plain answers: built once, and never stale. */
class ProbeAnswersTest {
  private static final Route READY = new Route(Path.READY, "", false);
  private static final Route LIVE = new Route(Path.LIVE, "", false);
  private static final long SECOND = 1_000_000_000L;

  private final TestPod pod = TestPod.of("--apps", "web,worker");
  private final ProbeAnswers answers = new ProbeAnswers(pod.pod());

  @Test
  void theSameBytesAreWrittenUntilAVerdictChanges() {
    pod.allReady();
    Answer first = plain(READY);
    pod.says("web", new Word.Ready());
    pod.time().pass(Duration.ofHours(1));

    assertThat(plain(READY)).isSameAs(first);
    pod.says("web", new Word.NotReady());
    assertThat(plain(READY)).isNotSameAs(first);
  }

  @Test
  void everyRouteHasItsOwnAnswer() {
    pod.allReady();
    pod.says("web", new Word.NotReady());

    assertThat(body(READY)).isEqualTo("web not ready: READY=0\n");
    assertThat(body(LIVE)).isEqualTo("ok\n");
    assertThat(body(new Route(Path.READY, "worker", false))).isEqualTo("ok\n");
    assertThat(body(new Route(Path.READY, "web", false))).isEqualTo("web not ready: READY=0\n");
  }

  @Test
  void aStaleAnswersMemoryIsGivenBackOnceItIsWritten() {
    ByteBuf underWay = plain(READY).buffer(true, false);
    pod.allReady();
    plain(READY);

    assertThat(underWay.toString(StandardCharsets.UTF_8)).startsWith("HTTP/1.1 503 ");
    assertThat(underWay.release()).isTrue();
  }

  @Test
  void allAppsTogetherAreOnlyAsGoodAsEachOfThem() {
    assertThat(plain(READY).status()).isEqualTo(503);
    assertThat(body(READY))
        .isEqualTo("web not ready: no instance seen yet\nworker not ready: no instance seen yet\n");

    pod.says("worker", new Word.Ready());
    assertThat(body(READY)).isEqualTo("web not ready: no instance seen yet\n");

    pod.says("web", new Word.Status("warming up"));
    assertThat(body(READY)).isEqualTo("web not ready: warming up\n");
    assertThat(body(LIVE)).isEqualTo("ok\n");
    assertThat(body(new Route(Path.STARTUP, "", false))).isEqualTo("web not started: warming up\n");

    pod.says("web", new Word.Ready());
    assertThat(plain(READY).status()).isEqualTo(200);
    assertThat(body(READY)).isEqualTo("ok\n");
  }

  @Test
  void aNewReasonIsANewAnswer() {
    pod.says("worker", new Word.Ready());
    pod.says("web", new Word.Status("loading 1/2"));
    assertThat(body(READY)).isEqualTo("web not ready: loading 1/2\n");

    pod.says("web", new Word.Status("loading 2/2"));
    assertThat(body(READY)).isEqualTo("web not ready: loading 2/2\n");
  }

  @Test
  void aMissedBeatIsSeenByTheQuestionThoughNoTimerFired() {
    pod.allReady();
    pod.says("web", new Word.BeatEvery(3 * SECOND));
    assertThat(body(READY)).isEqualTo("ok\n");

    pod.time().stall(Duration.ofNanos(3 * SECOND - 1));
    assertThat(plain(LIVE).status()).isEqualTo(200);
    pod.time().stall(Duration.ofNanos(1));
    assertThat(body(LIVE)).isEqualTo("web not live: watchdog: no beat for 3 s\n");
    assertThat(body(READY)).isEqualTo("web not ready: watchdog: no beat for 3 s\n");
    assertThat(body(new Route(Path.LIVE, "worker", false))).isEqualTo("ok\n");

    pod.says("web", new Word.Beat());
    assertThat(body(LIVE)).isEqualTo("ok\n");
  }

  @Test
  void oneAppsQuestionLeavesNoOldAnswerToAnother() {
    pod.allReady();
    pod.says("web", new Word.BeatEvery(SECOND));
    assertThat(plain(READY).status()).isEqualTo(200);

    pod.time().stall(Duration.ofSeconds(1));
    assertThat(plain(new Route(Path.READY, "worker", false)).status()).isEqualTo(200);
    assertThat(plain(READY).status()).isEqualTo(503);
  }

  @ParameterizedTest
  @EnumSource(names = {"STARTUP", "LIVE", "READY"})
  void anUnknownAppHasNoAnswer(Path path) {
    Route route = new Route(path, "wob", false);

    assertThat(answers.plain(route)).isNull();
    assertThat(answers.verbose(route)).isNull();
    assertThat(answers.json(route)).isNull();
  }

  private Answer plain(Route route) {
    return Objects.requireNonNull(answers.plain(route));
  }

  private String body(Route route) {
    ByteBuf buffer = plain(route).buffer(true, false);
    String text = buffer.toString(StandardCharsets.UTF_8);
    buffer.release();
    return text.substring(text.indexOf("\r\n\r\n") + 4);
  }
}
