package io.probeagent.rollout.cluster;

import java.nio.file.Path;

/** Where a pod's files lie. */
record PodFolder(Path root) {
  /** What app and agent share. */
  Path shared() {
    return root.resolve("run");
  }

  Path log(Target role) {
    return root.resolve(role == Target.APP ? "app.log" : "agent.log");
  }
}
