package io.probeagent.bench.proc;

import java.util.stream.Stream;

/** A process and its descendants: nginx answers in a child. */
public record Family(ProcessHandle head) {
  public static Family of(long pid) {
    return new Family(
        ProcessHandle.of(pid)
            .orElseThrow(() -> new IllegalStateException("process " + pid + " is gone")));
  }

  /** Their numbers, the head's first. */
  public long[] pids() {
    return Stream.concat(Stream.of(head), head.descendants())
        .mapToLong(ProcessHandle::pid)
        .toArray();
  }
}
