package io.probeagent.rollout;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What a run is told.
 *
 * @param java the binary that runs both jars
 * @param drainDelay propagation delay, short so that the show is
 * @param limit for what should take no time at all: only a broken pod ever waits that long
 * @param keep whether the folder and the logs stay
 */
record Options(
    Path agentJar, Path appJar, Path java, Duration drainDelay, Duration limit, boolean keep) {
  static final String HELP =
      """
      rollout: shows one pod's life on this machine, and judges every verdict in it.

      Usage: java -jar rollout.jar [options]

        --agent-jar PATH      default: ../../agent/target/probe-agent.jar, seen from this jar
        --app-jar PATH        default: ../../sample-app/target/sample-app.jar, likewise
        --java PATH           what runs both of them; default: the Java that runs this
        --drain-delay TIME    propagation delay, 100ms to 10s; default: 2s
        --limit TIME          how long a step may take, 1s to 60s; default: 15s
        --keep                keep the folder and the logs
        --help                this text

      Exit codes: 0 all verdicts were right, 1 some were not, 2 wrong usage.
      """;
}
