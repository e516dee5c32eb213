package io.probeagent.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.lifecycle.Word;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An answer never contradicts itself, also if time passes while it is made. */
class OneMomentTest {
  private static final int LOOKS = 20;

  @ParameterizedTest
  @CsvSource({
    "/ready, X: y, not ready",
    "/ready?verbose, X: y, not ready",
    "/ready, Accept: application/json, '\"ok\":false'",
  })
  void statusAndBodyAreOfOneMoment(String path, String header, String failure) {
    Set<String> statuses = new HashSet<>();
    for (int look = 1; look <= LOOKS; look++) {
      TestSite site = TestSite.ready("--apps", "web,worker");
      site.testPod().says("worker", new Word.BeatEvery(look * 1_000_000L));
      site.time().step(Duration.ofMillis(1)); // the beat is missed at just that look at the clock

      String answer = site.ask("GET " + path + " HTTP/1.1", header);
      String status = answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length());
      statuses.add(status);
      assertThat(answer.contains(failure)).as(answer).isEqualTo(status.equals("503"));
      assertThat(answer.contains("check passed") || answer.contains("\"ok\":true,\"apps\""))
          .as(answer)
          .isEqualTo(status.equals("200") && !answer.endsWith("\r\n\r\nok\n"));
    }

    assertThat(statuses).containsExactlyInAnyOrder("200", "503");
  }
}
