package io.probeagent.tools.model;

import java.util.List;
import java.util.Set;

/** Images of which it is known that they hold one program and nothing else. */
public final class Images {
  private static final Set<String> TOOLS =
      Set.of(
          "sh", "ash", "bash", "dash", "cat", "sleep", "test", "[", "curl", "wget", "nc", "ls",
          "grep", "pgrep", "ps", "touch", "rm", "kill", "killall", "echo", "true", "date", "find");

  /** Names at the end of an image's path; each is made without a shell by its project. */
  private static final Set<String> BARE =
      Set.of(
          "probe-agent",
          "probe-agent-sample-app",
          "pause",
          "hello-world",
          "coredns",
          "metrics-server",
          "kube-state-metrics");

  private Images() {}

  /** Whether a program is surely not in a container's image, nor mounted into it. */
  public static boolean lacks(Container container, String program) {
    String name = program.substring(program.lastIndexOf('/') + 1);
    boolean mounted =
        program.startsWith("/")
            && container.field().get("volumeMounts").items().stream()
                .anyMatch(mount -> program.startsWith(mount.get("mountPath").textOr("\0")));
    return TOOLS.contains(name) && !mounted && isBare(container);
  }

  private static boolean isBare(Container container) {
    String image = container.image();
    int tag = image.lastIndexOf(':');
    boolean debug = tag >= 0 && image.substring(tag).contains("debug");
    List<String> parts = List.of(image.split("/", -1));
    boolean distroless =
        parts.size() > 1 && parts.subList(0, parts.size() - 1).contains("distroless");
    return !debug && (distroless || BARE.contains(container.imageName()));
  }
}
