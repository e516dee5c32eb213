package io.probeagent.agent.source;

import java.util.HashSet;
import java.util.Set;

/** What the kernel's events have told of an app's files since it was last made use of. */
final class Stir {
  private final Set<String> created = new HashSet<>();
  private final Set<String> removed = new HashSet<>();

  void created(String name) {
    created.add(name);
  }

  void removed(String name) {
    removed.add(name);
  }

  boolean wasCreated(String name) {
    return created.contains(name);
  }

  boolean wasRemoved(String name) {
    return removed.contains(name);
  }

  void clear() {
    created.clear();
    removed.clear();
  }
}
