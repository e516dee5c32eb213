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
  START_CPU("CPU until the first 200", "ms", 1);

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
