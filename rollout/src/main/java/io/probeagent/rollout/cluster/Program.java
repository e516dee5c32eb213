package io.probeagent.rollout.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What a container runs. */
record Program(String name, List<String> command, Map<String, String> environment, Path log) {}
