package io.probeagent.rollout.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.rollout.haproxy.HaProxy;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The long proof: more than a million requests in many updates, and none is lost. Runs in the
 * profile {@code soak} only.
 *
 * <pre>
 *   soak.updates   rolling updates without a proxy, 100 unless set
 *   soak.requests  that there have to be in sum, 1,000,000 unless set
 *   soak.via       rolling updates behind HAProxy, 15 unless set
 * </pre>
 */
final class SoakIT {
  /** No update takes that long, even on a small machine. */
  private static final Duration UPDATE = Duration.ofMinutes(1);

  private static final PrintStream CONSOLE =
      new PrintStream(System.out, true, StandardCharsets.UTF_8);

  /** Instead of the limit of other tests; each of the two runs has one of its own. */
  @Test
  @Timeout(value = 1, unit = TimeUnit.DAYS)
  void losesNoneOfAMillionRequests() throws Exception {
    int updates = Integer.getInteger("soak.updates", 100);
    int behindHaProxy = Integer.getInteger("soak.via", 15);
    long requests = soak("kube-proxy", updates);
    assertThat(HaProxy.installed()).as("haproxy, which the second half needs").isPresent();
    requests += soak("haproxy", behindHaProxy);
    CONSOLE.println("soak: " + requests + " requests in all, none lost");
    assertThat(requests).isGreaterThanOrEqualTo(Long.getLong("soak.requests", 1_000_000));
  }

  private static long soak(String via, int updates) throws Exception {
    List<String> arguments =
        List.of(
            "--via=" + via,
            "--updates=" + updates,
            "--clients=54",
            "--drain-delay=1s",
            "--lag=0s-2s",
            "--max-work=500ms");
    CONSOLE.println("soak: rollout " + String.join(" ", arguments));
    try (Runner runner = new Runner()) {
      Duration most = UPDATE.multipliedBy(updates + 2);
      Runner.Run run = runner.run(most, CONSOLE::println, new ArrayList<>(arguments));
      run.written().ifPresent(report -> keep(runner.report(), via));
      assertThat(run.code()).as(run::text).isZero();
      assertThat(run.total("failed")).isZero();
      assertThat(run.total("cut")).isZero();
      assertThat(run.report().path("updates")).hasSize(updates);
      return run.total("requests");
    }
  }

  /** For who wants to look into it: {@code rollout/target/soak/kube-proxy/report.html}. */
  private static void keep(Path report, String via) {
    try {
      Path kept = Files.createDirectories(Runner.jar("rollout.jar").resolveSibling("soak/" + via));
      for (String file : List.of("report.html", "report.json")) {
        Files.copy(report.resolve(file), kept.resolve(file), StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
