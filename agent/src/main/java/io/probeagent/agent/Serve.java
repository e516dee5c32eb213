package io.probeagent.agent;

import io.probeagent.agent.config.Config;
import io.probeagent.agent.log.EventLog;
import io.probeagent.agent.log.NettyLog;
import io.probeagent.agent.log.StandardOutput;
import io.probeagent.agent.net.Transport;
import io.probeagent.agent.time.Ticker;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** {@code serve}: from a configuration to the end of the process. */
final class Serve {
  /** Netty is made for servers that move bytes; one that answers a few probes can do with less. */
  private static final Map<String, String> NETTY =
      Map.of(
          "io.netty.allocator.type", "unpooled",
          "io.netty.leakDetection.level", "disabled",
          "io.netty.noKeySetOptimization", "true",
          // Parts of the names of channels, which nobody sees; Netty would look for them at length.
          "io.netty.processId", "1",
          "io.netty.machineId", "00:00:00:00:00:00:00:01");

  private Serve() {}

  static int run(Config config, PrintStream err) throws InterruptedException {
    NETTY.forEach(
        (key, value) -> {
          if (System.getProperty(key) == null) {
            System.setProperty(key, value);
          }
        });
    try (StandardOutput out = new StandardOutput()) {
      EventLog log = new EventLog(Ticker.SYSTEM, config.logLevel(), config.logJson(), out);
      out.onDrop(log::countDropped);
      NettyLog.install(log);
      // First of all: a signal that comes before this kills the JVM, with exit code 143.
      CompletableFuture<Agent> serving = new CompletableFuture<>();
      StopSignal.on(() -> serving.thenAccept(Agent::stop), "TERM", "INT");
      try (Agent agent = Agent.start(config, log, Ticker.SYSTEM, Transport.best())) {
        serving.complete(agent);
        agent.awaitEnd();
        return 0;
      } catch (IOException e) {
        err.println(
            "probe-agent: PROBE_LISTEN is '"
                + config.listen()
                + "' and cannot be bound: "
                + e.getMessage()
                + " (expected: an address of this pod and a port that nothing else uses)");
        return 2;
      }
    }
  }
}
