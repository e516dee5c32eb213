package io.probeagent.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the chart asks for is in force in the containers that run: looked for in the kernel, since
 * an engine ignores what it does not know.
 */
final class HardenedIT {
  private static final int PROBES = 2_000;

  private static @Nullable Pod started;

  /** Not before all: a class that is skipped as a whole is counted nowhere. */
  @BeforeEach
  void start() throws Exception {
    Podman.assumeUsable();
    startOnce();
  }

  private static synchronized void startOnce() throws Exception {
    if (started == null) {
      started = Pod.start("hardened", Chart.pod("hardened", "{}").runAs("app", 10_001));
      started.probe("app").await(Probe.READINESS, 200);
    }
  }

  @AfterAll
  static void stop() {
    if (started != null) {
      started.close();
    }
  }

  private static Pod pod() {
    return Objects.requireNonNull(started);
  }

  @ParameterizedTest
  @CsvSource({"probe-agent, 65532", "app, 10001"})
  void runsAsItsOwnUserWithoutAnyPrivilege(String container, String uid) throws IOException {
    Map<String, List<String>> status = pod().container(container).status();
    assertThat(status.get("Uid")).containsOnly(uid);
    assertThat(status.get("Gid")).containsOnly(uid);
    for (String set : List.of("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")) {
      assertThat(status.get(set)).as(set).containsExactly("0000000000000000");
    }
    assertThat(status.get("NoNewPrivs")).containsExactly("1");
    assertThat(status.get("Seccomp")).as("2 is a filter").containsExactly("2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"probe-agent", "app"})
  void canWriteToTheVolumeOnly(String container) throws IOException {
    Map<String, String> mounts = pod().container(container).mounts();
    assertThat(mounts.get("/")).startsWith("ro");
    assertThat(mounts.get("/run/probe")).startsWith("rw").contains("nosuid", "nodev", "noexec");
    assertThat(
            mounts.entrySet().stream()
                .filter(mount -> mount.getValue().startsWith("rw"))
                .map(Map.Entry::getKey)
                .filter(path -> !isTheEngines(path))
                .collect(Collectors.toSet()))
        .containsExactly("/run/probe");
  }

  /** What every container has, with or without a root file system that is read-only. */
  private static boolean isTheEngines(String path) {
    return path.matches(
        "/(proc|sys|dev)(/.*)?|/etc/(hosts|hostname|resolv.conf)|/run/.containerenv");
  }

  /** It would say so: a socket, the state file, Netty's native library need a place. */
  @Test
  void missesNothingThatItCannotWrite() throws IOException {
    assertThat(pod().state()).doesNotContain("\"kind\"");
    assertThat(pod().agent().log())
        .contains("\"transport\":\"EPOLL\"")
        .doesNotContainIgnoringCase("read-only")
        .doesNotContain("\"level\":\"error\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sh", "/bin/sh", "bash", "busybox"})
  void hasNoShell(String shell) {
    Command.Result result = pod().agent().exec(shell, "-c", "true");
    assertThat(result.exitCode()).as(result.toString()).isEqualTo(127);
  }

  @Test
  void staysBelowItsMemoryLimit() throws IOException {
    Memory memory = Memory.of(pod().agent());
    assertThat(memory.limit()).isEqualTo(64L << 20);
    String before = pod().agent().inspect("{{.State.Pid}} {{.State.StartedAt}}");
    for (int i = 0; i < PROBES; i++) {
      assertThat(pod().status("/ready")).isEqualTo(200);
    }
    assertThat(memory.oomKills()).isZero();
    // A sub-command in the container is a second JVM, which takes some 21 MiB more.
    assertThat(memory.anonymous()).isLessThan(40L << 20);
    assertThat(pod().agent().inspect("{{.State.Pid}} {{.State.StartedAt}}")).isEqualTo(before);
  }
}
