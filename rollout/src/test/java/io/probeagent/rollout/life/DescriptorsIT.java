package io.probeagent.rollout.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.probeagent.rollout.process.AgentProcess;
import io.probeagent.rollout.process.Await;
import io.probeagent.rollout.process.Child;
import io.probeagent.rollout.process.HttpCall;
import io.probeagent.rollout.process.Verdicts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An agent that may open no more files: accept(2) gives EMFILE. */
final class DescriptorsIT {
  /** Those that are open stay so, and below it none is free. */
  private static final int NONE = 3;

  private static final int ENOUGH = 512;

  private Stage stage;
  private AgentProcess agent;

  @BeforeEach
  void ready() throws Exception {
    stage = Stage.set();
    Files.createFile(stage.dir().resolve("live"));
    agent = stage.agent();
    assumeTrue(isEpoll(), "the agent has no epoll here");
    assumeTrue(Files.exists(Path.of("/usr/bin/prlimit")), "prlimit (util-linux) is not installed");
    stage.await(Verdicts.READY);
  }

  @AfterEach
  void close() throws Exception {
    stage.close();
  }

  @Test
  void whoHoldsConnectionsMakesRoomForKubelet() throws Exception {
    limit(open() + 20);
    List<HttpCall> crowd = new ArrayList<>();
    try {
      for (int i = 0; i < 200; i++) {
        crowd.add(HttpCall.to(stage.address(), Stage.LIMIT));
      }
      assertThat(stage.prober().verdicts()).isEqualTo(Verdicts.READY);
      assertThat(refusals()).as("without a rest").isZero();
    } finally {
      for (HttpCall call : crowd) {
        call.close();
      }
    }
    assertThat(agent.child().isAlive()).isTrue();
  }

  @Test
  void whereThereIsNoRoomItTriesAgainEachSecond() throws Exception {
    long start = System.nanoTime();
    limit(NONE);
    Duration busy = busy();
    try (HttpCall live = HttpCall.to(stage.address(), Stage.LIMIT)) {
      live.send("GET", "/live", "test");
      long refusals = Await.answer(Stage.LIMIT, this::refusals, count -> count > 3);
      Duration passed = Duration.ofNanos(System.nanoTime() - start);
      assertThat(refusals).isGreaterThan(3);
      assertThat(refusals).as("in " + passed).isLessThanOrEqualTo(passed.toSeconds() + 1);
      assertThat(busy().minus(busy)).as("CPU in " + passed).isLessThan(passed.dividedBy(2));

      limit(ENOUGH);
      assertThat(live.answer().status()).isEqualTo(200);
    }
    assertThat(stage.prober().verdicts()).isEqualTo(Verdicts.READY);
  }

  private boolean isEpoll() {
    return agent.child().output().lines().stream()
        .anyMatch(line -> line.contains("\"transport\":\"EPOLL\""));
  }

  /** How often it said that it takes no connection. */
  private long refusals() {
    return agent.child().output().lines().stream()
        .filter(line -> line.contains("no connection is taken"))
        .count();
  }

  private Duration busy() {
    return ProcessHandle.of(agent.child().pid())
        .flatMap(process -> process.info().totalCpuDuration())
        .orElseThrow();
  }

  private long open() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/" + agent.child().pid() + "/fd"))) {
      return open.count();
    }
  }

  /** Sets how many files it may have open, from now on. */
  private void limit(long descriptors) throws Exception {
    List<String> command =
        List.of("prlimit", "--pid=" + agent.child().pid(), "--nofile=" + descriptors + ":");
    Child prlimit = stage.run(List.of(), Map.of(), command);
    assertThat(Stage.exitCode(prlimit)).as(prlimit.output()::tail).isZero();
  }
}
