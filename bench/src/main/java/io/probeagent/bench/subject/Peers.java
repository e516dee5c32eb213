package io.probeagent.bench.subject;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Those that the agent is measured against. */
public final class Peers {
  /** All that there are. */
  public static final List<String> NAMES = List.of("go", "nginx", "haproxy", "floor");

  private final Workshop workshop;
  private final Consumer<String> skipped;

  /**
   * Makes peers.
   *
   * @param skipped is told which one is missing, and which package gives it
   */
  public Peers(Workshop workshop, Consumer<String> skipped) {
    this.workshop = workshop;
    this.skipped = skipped;
  }

  public List<Subject> make(List<String> names) throws IOException {
    List<Subject> peers = new ArrayList<>();
    for (String name : names) {
      peer(name).ifPresent(peers::add);
    }
    return peers;
  }

  private Optional<? extends Subject> peer(String name) throws IOException {
    return switch (name) {
      case "go" -> go();
      case "nginx" -> found("nginx", "nginx").map(Nginx::new);
      case "haproxy" -> found("haproxy", "haproxy").map(HaProxy::new);
      case "floor" -> Optional.of(workshop.floor());
      default ->
          throw new IllegalArgumentException(
              "peer '" + name + "' (expected: one of " + NAMES + ")");
    };
  }

  private Optional<GoServer> go() throws IOException {
    Optional<Path> go = found("go", "golang-go");
    return go.isEmpty()
        ? Optional.empty()
        : Optional.of(GoServer.build(go.get(), workshop.target().resolve("peer")));
  }

  private Optional<Path> found(String program, String debianPackage) {
    Optional<Path> path = Program.find(program);
    if (path.isEmpty()) {
      skipped.accept(
          "skipped: "
              + program
              + " is not here (Debian has it in the package "
              + debianPackage
              + ")");
    }
    return path;
  }
}
