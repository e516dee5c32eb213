package io.probeagent.agent.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.fake.Python;
import io.probeagent.agent.fake.RunningAgent;
import io.probeagent.agent.net.Transport;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The kernel holds about 10 datagrams, then it holds the senders: they must never be stuck. */
@Timeout(180)
final class NotifyFloodTest {
  private static final int SENDERS = 50;
  private static final int EACH = 2000;

  /** Prints how many datagrams the kernel has taken from all senders, once the last one is read. */
  private static final String CROWD =
      """
      words = ["WATCHDOG=1", "READY=1\\nSTATUS=Serving", "X_INFLIGHT=7", "MAINPID=1", "hello"]
      def child():
          by = sender()
          for i in range(%d):
              notify(path, words[i %% len(words)], by=by)
      pids = []
      for _ in range(%d):
          pid = os.fork()
          if pid == 0:
              child()
              os._exit(0)
          pids.append(pid)
      good = sum(1 for pid in pids if os.waitpid(pid, 0)[1] == 0)
      print(good * %d, barrier(path))
      """
          .formatted(EACH, SENDERS, EACH);

  @TempDir private Path dir;

  @Test
  void noDatagramIsLostNoSenderHangsAndProbesAreAnswered() throws Exception {
    try (RunningAgent agent = RunningAgent.start(dir, Transport.EPOLL)) {
      Process crowd = Python.start(agent.config().apps().get(0).notifySocket(), CROWD);
      int answers = 0;
      while (crowd.isAlive()) {
        // Nothing is alive before the first word.
        String answer = agent.get("/live");
        assertThat(answer).matches(answers == 0 ? "200 ok|503 .*" : "200 ok");
        answers += answer.equals("200 ok") ? 1 : 0;
      }

      assertThat(Python.end(crowd)).isEqualTo(SENDERS * EACH + " True");
      assertThat(agent.get("/metrics"))
          .contains("notify_messages_total{app=\"app\"} " + (SENDERS * EACH + 1) + ".0");
      assertThat(agent.errors("malformed")).isEqualTo(SENDERS * EACH / 5);
      assertThat(agent.state().at("/instance/in_flight").asInt()).isEqualTo(7);
      assertThat(answers).isPositive();
    }
  }
}
