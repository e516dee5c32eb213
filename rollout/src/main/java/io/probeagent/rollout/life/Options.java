package io.probeagent.rollout.life;

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
public record Options(
    Path agentJar, Path appJar, Path java, Duration drainDelay, Duration limit, boolean keep) {}
