package io.probeagent.rollout.update;

import io.probeagent.rollout.cluster.DeploymentSpec;
import io.probeagent.rollout.cluster.PodTemplate;
import io.probeagent.rollout.traffic.Load;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What a run is told.
 *
 * @param updates how many rolling updates, one after the other
 * @param leastLag how long a change takes at least until clients see it; each update has its own
 * @param mostLag likewise, at most
 * @param warmUp how long there is load before anything is measured
 * @param baseline how long, after that, before the first update
 * @param report the folder that gets the report
 * @param settings what the report shows of all this
 */
public record UpdateOptions(
    PodTemplate template,
    DeploymentSpec deployment,
    Load load,
    Via via,
    int updates,
    Duration leastLag,
    Duration mostLag,
    Duration warmUp,
    Duration baseline,
    Path report,
    Map<String, String> settings) {}
