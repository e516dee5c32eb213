package io.probeagent.bench.figure;

/** What is measured of each subject. */
public enum Figure {
  LATENCY_P50("latency p50, one client", "µs", 0),
  LATENCY_P99("latency p99, one client", "µs", 0),
  CPU("CPU time per probe", "µs", 1),
  DRIVER_CPU("the driver's own CPU per probe", "µs", 1),
  THROUGHPUT("probes per second, 8 clients", "1/s", 0),
  CPU_SATURATED("CPU time per probe, 8 clients", "µs", 1),
  ANONYMOUS("anonymous memory after load", "MiB", 1),
  PROPORTIONAL("proportional memory after load", "MiB", 1),
  RESIDENT("resident memory after load", "MiB", 1),
  ANONYMOUS_SATURATED("anonymous memory after 8 clients", "MiB", 1),
  IDLE_CPU("idle: CPU", "ms/s", 3),
  IDLE_SWITCHES("idle: voluntary context switches", "1/s", 2),
  START("start to first 200", "ms", 1),
  START_CPU("CPU until the first 200", "ms", 1),
  SIGNAL_FILE_P50("file created or removed → changed answer, p50", "ms", 2),
  SIGNAL_FILE_P99("file created or removed → changed answer, p99", "ms", 2),
  SIGNAL_RENAME_P50("file renamed into place → changed answer, p50", "ms", 2),
  SIGNAL_RENAME_P99("file renamed into place → changed answer, p99", "ms", 2),
  SIGNAL_STREAM_P50("line on the stream → changed answer, p50", "ms", 2),
  SIGNAL_STREAM_P99("line on the stream → changed answer, p99", "ms", 2),
  SIGNAL_DATAGRAM_P50("datagram → changed answer, p50", "ms", 2),
  SIGNAL_DATAGRAM_P99("datagram → changed answer, p99", "ms", 2),
  SIGNAL_RESOLUTION("between two looks at the answer", "ms", 2),
  EXEC_CPU("CPU of one exec probe, all its processes", "ms", 1),
  HTTP_CPU("CPU of one HTTP probe, both ends", "ms", 3),
  EXEC_RATIO("CPU of an exec probe against an HTTP probe", "×", 0),
  CGROUP_ANONYMOUS("in a cgroup: anonymous", "MiB", 1),
  CGROUP_KERNEL("in a cgroup: kernel", "MiB", 1),
  CGROUP_FILE("in a cgroup: page cache", "MiB", 1),
  CGROUP_USAGE("in a cgroup: usage, cache included", "MiB", 1),
  CGROUP_PEAK("in a cgroup: peak usage, cache included", "MiB", 1),
  IMAGE("image, uncompressed", "MB", 1),
  IMAGE_COMPRESSED("image, compressed", "MB", 1),
  NODE_PROPORTIONAL("proportional memory of each", "MiB", 1),
  NODE_PRIVATE("of that, its own", "MiB", 1),
  NODE_SHARED("of that, its part of what all share", "MiB", 2),
  NODE_RESIDENT("resident memory of each", "MiB", 1),
  NODE_ANONYMOUS("anonymous memory of each", "MiB", 1),
  NODE_TOTAL("proportional memory of all", "MiB", 0),
  NODE_CPU("CPU of all", "ms/s", 1),
  NODE_P50("latency p50 on a full node", "ms", 2),
  NODE_P99("latency p99 on a full node", "ms", 2);

  private final String title;
  private final String unit;
  private final int decimals;

  Figure(String title, String unit, int decimals) {
    this.title = title;
    this.unit = unit;
    this.decimals = decimals;
  }

  public String title() {
    return title;
  }

  public String unit() {
    return unit;
  }

  public int decimals() {
    return decimals;
  }
}
