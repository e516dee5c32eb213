package io.probeagent.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many threads use one client; nothing gets lost or torn. */
final class ConcurrencyTest {

  @TempDir private Path path;

  @Test
  void theLastWordsArriveWhole() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (FakeAgent agent = new FakeAgent(path, FakeAgent.OK)) {
      ProbeClient client = ProbeClient.connect(new SharedFolder(path).env());
      List<Future<?>> tasks = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        int id = i;
        tasks.add(threads.submit(() -> talk(client, id)));
      }
      for (Future<?> task : tasks) {
        task.get(60, TimeUnit.SECONDS);
      }
      client.inFlight(4711);
      client.ready();
      client.status("end");
      client.close();
      List<String> lines = agent.linesUntil(FakeAgent.END);
      assertThat(lines).allMatch(ConcurrencyTest::isWhole);
      assertThat(lines).containsSubsequence("STATUS=end", "BYE=1").contains("X_INFLIGHT=4711");
      assertThat(lines.lastIndexOf("READY=1")).isGreaterThan(lines.lastIndexOf("READY=0"));
    } finally {
      threads.shutdownNow();
    }
  }

  private static void talk(ProbeClient client, int id) {
    for (int n = 0; n < 200; n++) {
      client.status("s" + id);
      client.inFlight(n);
      client.alive();
      if (n % 20 == 0) {
        client.notReady("r" + id);
        client.ready();
      }
    }
  }

  private static boolean isWhole(String line) {
    return line.matches(
        "INSTANCE=[0-9a-f]{16}|READY=[01]|STATUS=([sr]\\d|end)?|X_INFLIGHT=\\d+|WATCHDOG=1|BYE=1"
            + "|<end of connection>");
  }
}
