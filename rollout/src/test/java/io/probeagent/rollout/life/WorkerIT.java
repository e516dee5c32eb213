package io.probeagent.rollout.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.probeagent.rollout.process.AgentProcess;
import io.probeagent.rollout.process.Await;
import io.probeagent.rollout.process.Child;
import io.probeagent.rollout.process.Verdicts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/examples/worker.sh: no job is lost or done twice, and its heartbeat is its own. */
final class WorkerIT {
  private static final Verdicts SILENT = new Verdicts(200, 503, 503);

  /** A job: says that it began, waits until it may end, fails if it is told to. */
  private static final String JOB =
      """
      #!/bin/sh
      echo "${1##*/}" >>"%1$s/begun"
      while [ -e "%1$s/hold" ]; do sleep 0.1; done
      case $1 in *bad*) exit 3 ;; esac
      """;

  private Stage stage;
  private Path spool;

  @BeforeEach
  void set() throws Exception {
    stage = Stage.set();
    spool = Files.createDirectory(stage.root().resolve("spool"));
    Path job = Files.writeString(stage.root().resolve("job"), JOB.formatted(stage.root()));
    assertThat(job.toFile().setExecutable(true)).isTrue();
    Files.createDirectory(spool.resolve("new"));
  }

  @AfterEach
  void close() throws Exception {
    stage.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sh", "bash", "busybox sh"})
  void theJobAtHandIsFinishedAndNoOtherIsBegun(String shell) throws Exception {
    AgentProcess agent = stage.agent("--file-max-age=5s");
    add("1", "2-bad", "3");
    Child worker = worker(shell, "a");
    stage.await(Verdicts.READY);
    await(spool.resolve("done"), "1", "3");
    await(spool.resolve("failed"), "2-bad");
    hold(true);
    add("4", "5");
    awaitBegun("1", "2-bad", "3", "4");

    worker.terminate();
    stage.await(Verdicts.UNREADY);
    assertThat(worker.isAlive()).isTrue();
    assertThat(names(spool.resolve("done"))).containsExactly("1", "3");
    hold(false);
    assertThat(Stage.exitCode(worker)).as(worker.output().tail().toString()).isZero();
    stage.await(Verdicts.DOWN);
    stage.awaitPhase(agent, "STOPPED");
    assertThat(names(spool.resolve("done"))).containsExactly("1", "3", "4");
    assertThat(names(spool.resolve("new"))).containsExactly("5");
    assertThat(begun()).containsExactly("1", "2-bad", "3", "4");
    assertThat(stage.dir().resolve("live")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sh", "bash", "busybox sh"})
  void aWorkerThatIsStoppedBeatsNoMore(String shell) throws Exception {
    stage.agent("--file-max-age=1s");
    hold(true);
    add("1");
    Child worker = worker(shell, "a");
    awaitBegun("1");
    stage.await(Verdicts.READY);
    signal("STOP", worker);
    stage.await(SILENT);
    signal("CONT", worker);
    stage.await(Verdicts.READY);
    hold(false);
    await(spool.resolve("done"), "1");
    signal("STOP", worker);
    stage.await(SILENT);
    signal("CONT", worker);
    stage.await(Verdicts.READY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sh", "bash", "busybox sh"})
  void whatACrashHasLeftIsDoneByTheNextRunOfTheSameWorker(String shell) throws Exception {
    AgentProcess agent = stage.agent("--file-max-age=1s");
    hold(true);
    add("1");
    Child worker = worker(shell, "a");
    awaitBegun("1");
    worker.kill();
    stage.await(SILENT);
    worker(shell, "a");
    awaitBegun("1", "1");
    stage.await(Verdicts.READY);
    hold(false);
    await(spool.resolve("done"), "1");
    assertThat(agent.state().at("/apps/0/instance/number").asInt()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sh", "bash", "busybox sh"})
  void ofManyWorkersEachJobHasOne(String shell) throws Exception {
    List<String> jobs = new ArrayList<>();
    for (int i = 100; i < 160; i++) {
      jobs.add("" + i);
    }
    add(jobs.toArray(new String[0]));
    List<Child> workers = new ArrayList<>();
    for (String name : List.of("a", "b", "c")) {
      Path dir = Files.createDirectory(stage.root().resolve("run-" + name));
      workers.add(worker(shell, name, dir));
    }
    // One goes in the middle; the others do the rest.
    Await.answer(Stage.LIMIT, () -> names(spool.resolve("done")).size(), n -> n > 5);
    workers.get(0).terminate();
    assertThat(Stage.exitCode(workers.get(0))).isZero();
    await(spool.resolve("done"), jobs.toArray(new String[0]));
    for (Child worker : workers.subList(1, 3)) {
      worker.terminate();
      assertThat(Stage.exitCode(worker)).isZero();
    }
    assertThat(begun()).hasSize(jobs.size()).containsExactlyInAnyOrderElementsOf(jobs);
  }

  private Child worker(String shell, String name) throws Exception {
    return worker(shell, name, stage.dir());
  }

  private Child worker(String shell, String name, Path dir) throws Exception {
    List<String> command = new ArrayList<>(List.of(shell.split(" ", -1)));
    assumeTrue(Document.program(command.get(0)).isPresent(), command.get(0) + " is not installed");
    command.add(Document.root().resolve("docs/examples/worker.sh").toString());
    return stage.run(
        List.of(),
        Map.of(
            "PROBE_DIR", "" + dir,
            "SPOOL", "" + spool,
            "JOB", "" + stage.root().resolve("job"),
            "HOSTNAME", name,
            "BEAT", "0.2"),
        command);
  }

  private void add(String... names) throws IOException {
    for (String name : names) {
      Path aside = Files.createFile(spool.resolve("." + name));
      Files.move(aside, spool.resolve("new").resolve(name));
    }
  }

  private void hold(boolean jobs) throws IOException {
    Path hold = stage.root().resolve("hold");
    if (jobs) {
      Files.createFile(hold);
    } else {
      Files.delete(hold);
    }
  }

  private void signal(String name, Child worker) throws Exception {
    Child kill = stage.run(List.of(), Map.of(), List.of("kill", "-" + name, "" + worker.pid()));
    assertThat(Stage.exitCode(kill)).isZero();
  }

  private void awaitBegun(String... jobs) throws InterruptedException {
    assertThat(Await.answer(Stage.LIMIT, this::begun, List.of(jobs)::equals)).containsExactly(jobs);
  }

  private List<String> begun() {
    try {
      return Files.readAllLines(stage.root().resolve("begun"));
    } catch (IOException none) {
      return List.of();
    }
  }

  private static void await(Path folder, String... expected) throws InterruptedException {
    Set<String> all = new TreeSet<>(List.of(expected));
    assertThat(Await.answer(Stage.LIMIT, () -> names(folder), all::equals)).isEqualTo(all);
  }

  private static Set<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return new TreeSet<>(files.map(file -> "" + file.getFileName()).toList());
    } catch (IOException notThereYet) {
      return Set.of();
    }
  }
}
