package io.probeagent.tools.inject;

import io.probeagent.tools.yaml.Source;
import java.util.List;

/** Texts as they have become, and what became of their workloads. */
public record Rewrite(List<Source> sources, List<Outcome> outcomes) {}
