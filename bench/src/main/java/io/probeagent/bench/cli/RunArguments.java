package io.probeagent.bench.cli;

import io.probeagent.bench.run.Part;
import io.probeagent.bench.run.Plan;
import io.probeagent.bench.subject.Agent;
import io.probeagent.bench.subject.Peers;
import io.probeagent.bench.subject.Workshop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who is measured, how long, and where it is told. */
final class RunArguments {
  private static final int MOST_ROUNDS = 1000;
  private static final String NONE = "none";

  @Option(names = "--quick", description = "a first look: shorter turns, 3 rounds")
  boolean quick;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "how often each is started and measured; default: 5")
  @Nullable Integer rounds;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "PART",
      description = "some of: ${COMPLETION-CANDIDATES}; default: all")
  Set<Part> only = EnumSet.allOf(Part.class);

  @Option(
      names = "--peers",
      split = ",",
      paramLabel = "NAME",
      description = "some of: go, nginx, haproxy, floor, or none; default: all")
  private List<String> peers = Peers.NAMES;

  @Option(
      names = "--agent",
      paramLabel = "DIR",
      description = "what 'bench tree DIR' made; default: made of this repository when it changed")
  private @Nullable Path agent;

  @Option(
      names = "--also",
      paramLabel = "NAME=DIR",
      description = "another agent beside it, likewise")
  private Map<String, Path> also = new TreeMap<>();

  @Option(names = "--json", paramLabel = "FILE", description = "write all values there")
  @Nullable Path json;

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      description = "put the tables into that document, between its marks '<!-- bench: … -->'")
  @Nullable Path markdown;

  /** Refuses what can be refused before anything is built. */
  void check() throws UsageException {
    for (String peer : peers) {
      if (!Peers.NAMES.contains(peer) && !peers.equals(List.of(NONE))) {
        throw new UsageException(
            "--peers has '%s' (expected: some of %s, or none)"
                .formatted(peer, String.join(", ", Peers.NAMES)));
      }
    }
    for (String name : also.keySet()) {
      if (name.equals("agent") || Peers.NAMES.contains(name)) {
        throw new UsageException("--also names '" + name + "' (expected: a name of its own)");
      }
    }
    List<Path> trees = new ArrayList<>(also.values());
    Optional.ofNullable(agent).ifPresent(trees::add);
    for (Path tree : trees) {
      if (!Files.isRegularFile(tree.resolve("java.args"))) {
        throw new UsageException(
            "'%s' holds no agent (expected: what 'bench tree %s' makes)".formatted(tree, tree));
      }
    }
  }

  Plan plan() throws UsageException {
    int count = rounds != null ? rounds : quick ? 3 : 5;
    if (count < 1 || count > MOST_ROUNDS) {
      throw new UsageException("--rounds is " + count + " (expected: 1 to " + MOST_ROUNDS + ")");
    }
    return quick ? Plan.quick(count) : Plan.full(count);
  }

  List<String> peers() {
    return peers.equals(List.of(NONE)) ? List.of() : peers;
  }

  List<Agent> agents(Workshop workshop) throws IOException {
    List<Agent> agents = new ArrayList<>();
    agents.add(agent == null ? workshop.agent() : workshop.agent("agent", agent));
    for (Map.Entry<String, Path> other : also.entrySet()) {
      agents.add(workshop.agent(other.getKey(), other.getValue()));
    }
    return agents;
  }
}
