package io.probeagent.agent.state;

import static io.probeagent.agent.state.States.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.lifecycle.AppState;
import io.probeagent.agent.lifecycle.Instance;
import io.probeagent.agent.lifecycle.Lease;
import io.probeagent.agent.lifecycle.Phase;
import io.probeagent.agent.lifecycle.ProbeFile;
import io.probeagent.agent.lifecycle.Watchdog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** States reach the volume in order, together where they come together, and no more than needed. */
final class StateKeeperTest {
  @TempDir private Path shared;
  private final Queue<Runnable> disk = new ArrayDeque<>();
  private final Queue<Runnable> loop = new ArrayDeque<>();
  private final List<String> told = new ArrayList<>();
  private StateFile file = new StateFile(Path.of("/nowhere"));
  private StateKeeper keeper = keeper(file);

  @BeforeEach
  void open() {
    file = new StateFile(shared);
    keeper = keeper(file);
  }

  @Test
  void whatIsPutIsWrittenOffTheEventLoop() throws IOException {
    keeper.put("app", States.ready());

    assertThat(keeper.isWritten()).isFalse();
    assertThat(file.path()).doesNotExist();
    work();
    assertThat(keeper.isWritten()).isTrue();
    assertThat(said("app")).isEqualTo(Phase.READY);
  }

  @Test
  void changesThatComeWhileOneIsWrittenAreWrittenTogether() throws IOException {
    keeper.put("a", state(Phase.STARTING));
    keeper.put("a", state(Phase.READY));
    keeper.put("b", state(Phase.STARTING));
    keeper.put("b", state(Phase.FAILED));

    assertThat(disk).as("one task at a time").hasSize(1);
    assertThat(work()).as("the first change, then all others").isEqualTo(2 * 2);
    assertThat(said("a")).isEqualTo(Phase.READY);
    assertThat(said("b")).isEqualTo(Phase.FAILED);
  }

  @Test
  void beatsAndCountsAreNotWritten() {
    keeper.put("app", beaten(NOW, 1));
    work();

    keeper.put("app", beaten(NOW + 5, 2));

    assertThat(disk).isEmpty();
    assertThat(keeper.isWritten()).isTrue();
  }

  @Test
  void theLastBeatIsWrittenWithTheNextChange() throws IOException {
    keeper.put("app", beaten(NOW - 9, 1));
    work();
    keeper.put("app", beaten(NOW - 3, 2));
    keeper.put("b", States.ready());
    work();

    assertThat(file.load(NOW).getOrDefault("app", States.ready()).fileBeat()).isEqualTo(NOW - 3);
  }

  @Test
  void whoAsksWhenAllIsWrittenIsToldAtOnce() {
    keeper.whenWritten(() -> told.add("at once"));

    assertThat(told).containsExactly("at once");
  }

  @Test
  void whoPutIsToldOnceItIsWritten() {
    keeper.put("app", States.ready());
    keeper.whenWritten(() -> told.add("written " + Files.exists(file.path())));

    run(disk);
    assertThat(told).as("not on the disk's thread").isEmpty();
    run(loop);
    assertThat(told).containsExactly("written true");
  }

  @Test
  void whoPutsWhileAnotherIsWrittenWaitsForHisOwn() throws IOException {
    keeper.put("app", state(Phase.STARTING));
    keeper.whenWritten(() -> told.add("first"));
    keeper.put("app", state(Phase.READY));
    keeper.whenWritten(() -> told.add("second"));

    run(disk);
    run(loop);
    assertThat(told).doesNotContain("second");
    assertThat(said("app")).isEqualTo(Phase.STARTING);
    work();
    assertThat(told).containsExactly("first", "second");
    assertThat(said("app")).isEqualTo(Phase.READY);
  }

  @Test
  void whatATaskPutsIsWrittenToo() throws IOException {
    keeper.put("app", state(Phase.STARTING));
    keeper.whenWritten(() -> keeper.put("app", state(Phase.STOPPED)));

    work();

    assertThat(said("app")).isEqualTo(Phase.STOPPED);
    assertThat(keeper.isWritten()).isTrue();
  }

  @Test
  void whatCannotBeWrittenIsToldAndHoldsNobodyUp() {
    keeper = keeper(new StateFile(shared.resolve("missing")));
    keeper.put("app", States.ready());
    keeper.whenWritten(() -> told.add("goes on"));

    work();

    assertThat(told).hasSize(2);
    assertThat(told.get(0)).startsWith("error ").contains("missing");
    assertThat(told.get(1)).isEqualTo("goes on");
    assertThat(keeper.isWritten()).isTrue();
  }

  @Test
  void aFolderThatHasComeBackIsWrittenAgain() throws IOException {
    Path late = shared.resolve("late");
    file = new StateFile(late);
    keeper = keeper(file);
    keeper.put("app", States.ready());
    work();
    Files.createDirectory(late);

    keeper.rewrite();
    work();

    assertThat(said("app")).isEqualTo(Phase.READY);
  }

  private StateKeeper keeper(StateFile to) {
    return new StateKeeper(to, disk::add, loop::add, () -> NOW, (f, e) -> told.add("error " + e));
  }

  private int work() {
    int done = 0;
    while (!disk.isEmpty() || !loop.isEmpty()) {
      done += run(disk) + run(loop);
    }
    return done;
  }

  private static int run(Queue<Runnable> tasks) {
    int done = 0;
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
      done++;
    }
    return done;
  }

  private Phase said(String app) throws IOException {
    return file.load(NOW).getOrDefault(app, AppState.unknown(NOW)).said();
  }

  private static AppState state(Phase phase) {
    return States.state(phase, States.instance(Lease.NONE, null), null, null);
  }

  private static AppState beaten(long beat, int inFlight) {
    Instance instance =
        new Instance(1, "i", "", Lease.HELD, "", "", new Watchdog(5, beat), inFlight);
    ProbeFile file = new ProbeFile("f", false, List.of(), beat);
    AppState state = States.state(Phase.READY, instance, file, null);
    return new AppState(
        state.said(), state.since(), state.cause(), instance, file, beat, beat, true, null, null);
  }
}
